package io.kvlane.probes.host;

import io.kvlane.core.gpu.CudaView;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.gpudirect.GpuDirect;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.PortTraffic;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.snapshot.BudgetReport;
import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.PeerInventory;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.snapshot.VerbsView;
import io.kvlane.core.workload.WorkerInventory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** All that the readers say of a host. */
record Inspected(
    ProbeResult<List<RdmaDevice>> rdma,
    List<PortTraffic> traffic,
    ProbeResult<HostFacts> facts,
    ProbeResult<PciTree> pci) {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  static Inspected below(HostRoot root) {
    InfinibandClassReader rdma = new InfinibandClassReader(root);
    return new Inspected(
        rdma.look(0),
        rdma.traffic(0),
        new HostFactsReader(root).look(),
        new PciBusReader(root).look());
  }

  List<RdmaDevice> devices() {
    return look(rdma).observed().orElse(List.of());
  }

  Optional<HostFacts> hostFacts() {
    return look(facts).observed();
  }

  PciTree tree() {
    return look(pci).observed().orElse(PciTree.of(List.of()));
  }

  /**
   * What is judged of GPUDirect where CUDA and libibverbs say what such a host lets expect: GPUs
   * export dma-bufs with the open module, NICs take them from kernel 5.12 on. Where the host does
   * not tell, neither do they.
   */
  List<GpuNicPair> pairs() {
    return GpuDirect.pairs(
        snapshot(Optional.of(verbs()), inspection().withCuda(look(cuda()))), NOW);
  }

  /** What is judged of GPUDirect before CUDA and libibverbs were asked. */
  List<GpuNicPair> pairsOfHostAlone() {
    return GpuDirect.pairs(snapshot(Optional.empty(), inspection()), NOW);
  }

  private NodeInspection inspection() {
    return NodeInspection.NONE.with(look(facts), look(pci));
  }

  private NodeSnapshot snapshot(Optional<VerbsView> verbs, NodeInspection inspection) {
    RdmaInventory inventory =
        new RdmaInventory(
            Optional.of(look(rdma)),
            Optional.of(NOW),
            verbs,
            KnownDevices.NONE,
            Optional.empty(),
            OptionalInt.empty());
    return new NodeSnapshot(
        "node-a",
        new BuildInfo("0.1.0", "unknown", "25"),
        NOW,
        Duration.ofMinutes(1),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        inventory,
        inspection,
        PeerInventory.NONE,
        WorkerInventory.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new BudgetReport(0, 0),
        List.of());
  }

  private VerbsView verbs() {
    List<VerbsDevice> seen =
        devices().stream()
            .map(device -> new VerbsDevice(device.name(), null, "", taken(), List.of()))
            .toList();
    return new VerbsView(
        look(new ProbeResult.Observed<>(seen)), Optional.empty(), List.of(), List.of());
  }

  private VerbsDevice.Dmabuf taken() {
    return hostFacts()
        .flatMap(HostFacts::kernel)
        .map(kernel ->
            kernel.isAtLeast(5, 12)
                ? VerbsDevice.Dmabuf.SUPPORTED
                : VerbsDevice.Dmabuf.NOT_SUPPORTED)
        .orElse(VerbsDevice.Dmabuf.UNKNOWN);
  }

  private ProbeResult<CudaView> cuda() {
    Support exported = hostFacts().map(HostFacts::openGpuModule).orElse(Support.UNKNOWN);
    List<PciDevice> gpus = tree().nvidiaGpus().toList();
    return new ProbeResult.Observed<>(
        new CudaView(
            "12.8",
            IntStream.range(0, gpus.size())
                .mapToObj(ordinal ->
                    new CudaView.CudaGpu(
                        ordinal,
                        Optional.of(gpus.get(ordinal).address()),
                        Optional.of("a GPU"),
                        exported,
                        Support.YES))
                .toList()));
  }

  private static <T> Look<T> look(ProbeResult<T> result) {
    return new Look<>(result, NOW, Duration.ofMillis(1));
  }
}
