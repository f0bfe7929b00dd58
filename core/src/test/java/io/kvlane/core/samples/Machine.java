package io.kvlane.core.samples;

import io.kvlane.core.gpu.CudaView;
import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.gpu.GpuInventory;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.library.UcxComponents;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Builds what looks at a machine gave; nobody looked but where a test says. */
public final class Machine {

  /** A GPU and a NIC below one PCI switch, on socket 0. */
  public static final String GPU_0 = "0000:03:00.0";

  public static final String NIC_0 = "0000:04:00.0";

  /** The same on socket 1. */
  public static final String GPU_1 = "0000:83:00.0";

  public static final String NIC_1 = "0000:84:00.0";

  private final Instant at;
  private NodeInspection inspection = NodeInspection.NONE;
  private Optional<Hosts> host = Optional.empty();
  private Optional<List<PciDevice>> bus = Optional.empty();

  private Machine(Instant at) {
    this.at = at;
  }

  public static Machine seen(Instant at) {
    return new Machine(at);
  }

  /** A machine that was looked at just now. */
  public static Machine seen() {
    return seen(Snapshots.NOW);
  }

  public Machine host(Hosts facts) {
    host = Optional.of(facts);
    return this;
  }

  public Machine bus(PciDevice... functions) {
    return bus(List.of(functions));
  }

  public Machine bus(List<PciDevice> functions) {
    bus = Optional.of(functions);
    return this;
  }

  public Machine gpus(Gpu... gpus) {
    inspection =
        inspection.withGpus(
            look(new GpuInventory(Optional.empty(), Optional.empty(), List.of(gpus))));
    return this;
  }

  /** GPUs at these addresses of which CUDA says all the same. */
  public Machine cuda(Support dmabuf, Support gpuDirectRdma, String... addresses) {
    inspection =
        inspection.withCuda(
            look(
                new CudaView(
                    "12.8",
                    IntStream.range(0, addresses.length)
                        .mapToObj(ordinal ->
                            new CudaView.CudaGpu(
                                ordinal,
                                PciAddress.parse(addresses[ordinal]),
                                Optional.empty(),
                                dmabuf,
                                gpuDirectRdma))
                        .toList())));
    return this;
  }

  public Machine ucx(String version, UcxComponents.Component... components) {
    inspection = inspection.withUcx(look(new UcxComponents(version, List.of(components))));
    return this;
  }

  public NodeInspection build() {
    return inspection.with(
        host.map(Hosts::build).map(this::look).orElseGet(this::notLooked),
        bus.map(PciTree::of).map(this::look).orElseGet(this::notLooked));
  }

  private <T> Look<T> look(T value) {
    return new Look<>(new ProbeResult.Observed<>(value), at, Duration.ofMillis(3));
  }

  private <T> Look<T> notLooked() {
    return new Look<>(new ProbeResult.Failed<>("not in this test"), at, Duration.ZERO);
  }

  /** A GPU of NVML that is well. */
  public static Gpu gpu(int index, String address) {
    return gpu(index, address, false);
  }

  public static Gpu gpu(int index, String address, boolean lost) {
    return new Gpu(
        index,
        lost ? "GPU is lost" : null,
        lost,
        Optional.of("GPU-" + index),
        PciAddress.parse(address),
        Optional.of("NVIDIA H100"),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Gpu.Mig.DISABLED,
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  /** The GPU and the NIC of a socket, below one switch, with all bridges above them. */
  public static List<Function> socket(int socket) {
    String[] a = socket == 0 ? paths("0000:0") : paths("0000:8");
    String host = socket == 0 ? "pci0000:00" : "pci0000:80";
    OptionalInt node = OptionalInt.of(socket);
    return List.of(
        Function.bridge(a[0]).below(host),
        Function.bridge(a[1]).below(host, a[0]),
        Function.bridge(a[2]).below(host, a[0], a[1]),
        Function.bridge(a[3]).below(host, a[0], a[1]),
        Function.gpu(a[4]).below(host, a[0], a[1], a[2]).numaNode(node),
        Function.nic(a[5]).below(host, a[0], a[1], a[3]).numaNode(node));
  }

  private static String[] paths(String bus) {
    return new String[] {
      bus + "0:01.0", bus + "1:00.0", bus + "2:00.0", bus + "2:01.0", bus + "3:00.0", bus + "4:00.0"
    };
  }

  /** Both sockets. */
  public static List<Function> sockets() {
    return Stream.concat(socket(0).stream(), socket(1).stream()).toList();
  }

  public static List<PciDevice> built(List<Function> functions) {
    return functions.stream().map(Function::build).toList();
  }
}
