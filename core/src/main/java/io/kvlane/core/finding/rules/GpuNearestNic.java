package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpudirect.GpuDirect;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.pci.Distance;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The nearest NIC that a GPU can use is further away than it could be, because a nearer one has no
 * active port, or lies on another socket. A node without any active port is not judged here: its
 * ports are what is wrong. Virtual functions are left out: they are where their NIC is.
 */
final class GpuNearestNic implements Rule {

  @Override
  public String name() {
    return "gpu-nearest-nic";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    Set<String> active =
        Siblings.physicalFunctions(snapshot, now)
            .filter(nic -> nic.ports().stream().anyMatch(port -> port.link().isActive()))
            .map(RdmaDevice::name)
            .collect(Collectors.toSet());
    List<GpuNicPair> pairs = Siblings.pairs(snapshot, now);
    List<GpuNicPair> usable =
        pairs.stream().filter(pair -> active.contains(pair.device())).toList();
    return pairs.stream()
        .map(GpuNicPair::gpu)
        .distinct()
        .flatMap(gpu ->
            finding(GpuDirect.nearest(pairs, gpu), GpuDirect.nearest(usable, gpu), gpu).stream())
        .toList();
  }

  private Optional<Finding> finding(
      List<GpuNicPair> nearest, List<GpuNicPair> nearestUsable, NodeGpu gpu) {
    if (nearestUsable.isEmpty()) {
      return Optional.empty();
    }
    Distance could = nearest.getFirst().distance().orElseThrow();
    Distance can = nearestUsable.getFirst().distance().orElseThrow();
    if (can == could && can != Distance.SYS) {
      return Optional.empty();
    }
    List<String> evidence =
        can == could
            ? List.of(text("nearest: ", nearest, could))
            : List.of(
                text("nearest: ", nearest, could) + ", no port active",
                text("nearest with an active port: ", nearestUsable, can));
    return Optional.of(
        new Finding(
            name(),
            Severity.WARNING,
            gpu.name(),
            can == Distance.SYS
                ? "The nearest usable NIC of %s is on another socket.".formatted(gpu.name())
                : "The nearest NIC of %s has no active port.".formatted(gpu.name()),
            evidence,
            "Bring up the ports of the nearest NIC, or keep workers off this GPU and compare with"
                + " the machine's plan (nvidia-smi topo -m), and follow "
                + Finding.runbookOf(name())));
  }

  private static String text(String what, List<GpuNicPair> pairs, Distance distance) {
    return pairs.stream()
        .map(GpuNicPair::device)
        .collect(Collectors.joining(", ", what, " at " + distance.label()));
  }
}
