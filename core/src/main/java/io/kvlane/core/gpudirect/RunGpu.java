package io.kvlane.core.gpudirect;

import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A GPU of the node, as runs may use it.
 *
 * @param name its UUID where NVML says so, else its PCI address
 * @param address where it is on the PCI bus, empty when nobody says
 * @param nearestPort the first active port of the nearest NICs that UCX can be bound to, empty when
 *     no distance is known or none of them has one
 * @param unusable why no run may use it, empty when one may try
 */
public record RunGpu(
    String name,
    Optional<PciAddress> address,
    Optional<PortId> nearestPort,
    Optional<String> unusable) {

  private static final long SECONDS_PER_TURN = 600;

  /** All GPUs of the node, usable or not, in the order in which NVML shows them. */
  public static List<RunGpu> of(NodeSnapshot snapshot, Instant now) {
    List<GpuNicPair> pairs = GpuDirect.pairs(snapshot, now);
    return NodeGpu.of(snapshot.inspection(), now).stream()
        .map(gpu ->
            new RunGpu(
                gpu.name(),
                gpu.address(),
                nearestPort(snapshot, now, GpuDirect.nearest(pairs, gpu)),
                unusable(snapshot, now, gpu)))
        .toList();
  }

  private static Optional<PortId> nearestPort(
      NodeSnapshot snapshot, Instant now, List<GpuNicPair> nearest) {
    Set<String> devices = nearest.stream().map(GpuNicPair::device).collect(Collectors.toSet());
    return snapshot.rdma().devices(now).stream()
        .flatMap(List::stream)
        .filter(device -> devices.contains(device.name()) && !device.isEfa())
        .flatMap(device -> device.ports().stream())
        .filter(port -> port.link().isActive())
        .map(RdmaPort::id)
        .sorted()
        .findFirst();
  }

  private static Optional<String> unusable(NodeSnapshot snapshot, Instant now, NodeGpu gpu) {
    if (gpu.address().isEmpty()) {
      return Optional.of("NVML does not say where GPU " + gpu.name() + " is on the PCI bus");
    }
    return snapshot.inspection().gpus(now).stream()
        .flatMap(inventory -> inventory.gpus().stream())
        .filter(seen -> seen.name().equals(gpu.name()))
        .findFirst()
        .flatMap(RunGpu::unusable);
  }

  private static Optional<String> unusable(Gpu gpu) {
    if (gpu.lost()) {
      return Optional.of("the driver has lost GPU " + gpu.name());
    }
    if (gpu.problem() != null) {
      return Optional.of("GPU " + gpu.name() + " cannot be asked: " + gpu.problem());
    }
    return gpu.mig() == Gpu.Mig.ENABLED
        ? Optional.of(
            "GPU "
                + gpu.name()
                + " is split into instances (MIG), whose memory belongs to their pods")
        : Optional.empty();
  }

  /**
   * The GPU whose turn it is in transfers with other nodes: all usable ones in turn, one for ten
   * minutes.
   *
   * @return empty when there is no GPU at all; an unusable one when none is usable, so that a run
   *     can say why
   */
  public static Optional<RunGpu> inTurn(List<RunGpu> gpus, Instant now) {
    List<RunGpu> usable = gpus.stream().filter(gpu -> gpu.unusable().isEmpty()).toList();
    if (usable.isEmpty()) {
      return gpus.stream().findFirst();
    }
    long turn = Math.floorDiv(now.getEpochSecond(), SECONDS_PER_TURN);
    return Optional.of(usable.get(Math.floorMod(turn, usable.size())));
  }
}
