package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.SnapshotBuilder.NOW;

import io.kvlane.core.gpu.CudaView;
import io.kvlane.core.gpu.CudaView.CudaGpu;
import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.gpu.GpuInventory;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.host.KernelModule;
import io.kvlane.core.host.RdmaNamespaces;
import io.kvlane.core.host.Version;
import io.kvlane.core.pci.Acs;
import io.kvlane.core.pci.Iommu;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Machines below the RDMA devices of {@link Rdma}, which sit at 0000:3b:00.0. */
final class Machines {

  private Machines() {}

  /**
   * A GPU beside the NIC, which CUDA knows, and one on the other socket, which NVML shows and CUDA
   * does not. Peer memory is loaded, GDRCopy is not.
   */
  static NodeInspection twoGpus() {
    return NodeInspection.NONE
        .with(
            look(new ProbeResult.Observed<>(host("nvidia", "nvidia_peermem")), 1),
            look(
                new ProbeResult.Observed<>(
                    PciTree.of(
                        List.of(
                            function("0000:3b:00.0", "pci0000:3a", 0),
                            function("0000:3c:00.0", "pci0000:3a", 0),
                            function("0000:b1:00.0", "pci0000:b0", 1)))),
                2))
        .withGpus(
            look(
                new ProbeResult.Observed<>(
                    new GpuInventory(
                        Optional.of("570.86.15"),
                        Optional.of("12.570.86.15"),
                        List.of(gpu(0, "0000:3c:00.0"), gpu(1, "0000:b1:00.0")))),
                40))
        .withCuda(
            look(
                new ProbeResult.Observed<>(
                    new CudaView(
                        "12.8",
                        List.of(
                            new CudaGpu(
                                0,
                                PciAddress.parse("0000:3c:00.0"),
                                Optional.of("NVIDIA H100 80GB HBM3"),
                                Support.NO,
                                Support.YES)))),
                30))
        .withUcx(look(new ProbeResult.Failed<>("killed by signal 6"), 900))
        .withLibfabric(look(new ProbeResult.NotPresent<>("no libfabric.so.1", "Install it."), 5));
  }

  /** GPUs below one host bridge each, with a NIC beside it: four on each socket. */
  static NodeInspection gpus(int count) {
    List<PciDevice> bus = new ArrayList<>();
    List<Gpu> gpus = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String address = "0000:%d1:00.0".formatted(i);
      String bridge = "pci0000:%d0".formatted(i);
      bus.add(function(nic(i), bridge, i / 4));
      bus.add(function(address, bridge, i / 4));
      gpus.add(gpu(i, address));
    }
    return twoGpus()
        .with(
            look(new ProbeResult.Observed<>(host("nvidia", "nvidia_peermem")), 1),
            look(new ProbeResult.Observed<>(PciTree.of(bus)), 2))
        .withGpus(
            look(
                new ProbeResult.Observed<>(
                    new GpuInventory(Optional.of("570.86.15"), Optional.of("12.570.86.15"), gpus)),
                40));
  }

  /** Where the NIC beside a GPU is. */
  static String nic(int number) {
    return "0000:%d2:00.0".formatted(number);
  }

  private static <T> Look<T> look(ProbeResult<T> result, long tookMillis) {
    return new Look<>(result, NOW, Duration.ofMillis(tookMillis));
  }

  private static HostFacts host(String... modules) {
    SortedMap<String, KernelModule> loaded = new TreeMap<>();
    for (String module : modules) {
      loaded.put(module, new KernelModule(module, Optional.of("570.86.15")));
    }
    return new HostFacts(
        Version.parse("5.15.0-1053"),
        Optional.of("ubuntu 22.04"),
        Optional.of(loaded),
        Optional.empty(),
        Version.parse("570.86.15"),
        Support.NO,
        List.of(),
        RdmaNamespaces.SHARED,
        new TreeMap<>(),
        OptionalLong.empty(),
        Optional.empty());
  }

  private static PciDevice function(String address, String hostBridge, int numaNode) {
    return new PciDevice(
        PciAddress.parse(address).orElseThrow(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.of(numaNode),
        Optional.empty(),
        Optional.empty(),
        Optional.of(hostBridge),
        List.of(),
        Acs.UNKNOWN,
        Iommu.OFF);
  }

  private static Gpu gpu(int index, String address) {
    return new Gpu(
        index,
        null,
        false,
        Optional.of("GPU-0000000" + index),
        PciAddress.parse(address),
        Optional.of("NVIDIA H100 80GB HBM3"),
        OptionalLong.of(80L << 30),
        OptionalLong.of(128L << 30),
        OptionalLong.of(1 << 20),
        Optional.empty(),
        Optional.empty(),
        Gpu.Mig.DISABLED,
        OptionalInt.of(18),
        OptionalInt.of(18));
  }
}
