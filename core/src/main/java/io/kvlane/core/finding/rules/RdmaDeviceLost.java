package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.KnownDevice;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A device that this node had is gone. */
final class RdmaDeviceLost implements Rule {

  @Override
  public String name() {
    return "rdma-device-lost";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    Optional<List<RdmaDevice>> present = snapshot.rdma().devices(now);
    return present.stream()
        .flatMap(devices -> snapshot.rdma().known().missing(devices).stream())
        .map(lost -> finding(lost, present.orElseThrow()))
        .toList();
  }

  private Finding finding(KnownDevice lost, List<RdmaDevice> present) {
    return new Finding(
        name(),
        Severity.CRITICAL,
        lost.name(),
        "RDMA device lost: %s is gone from this node.".formatted(lost.name()),
        List.of(
            "%s%s was first seen %s"
                .formatted(
                    lost.name(),
                    lost.nodeGuid().map(guid -> " (" + guid + ")").orElse(""),
                    lost.since()),
            "devices now: "
                + (present.isEmpty()
                    ? "none"
                    : present.stream().map(RdmaDevice::name).collect(Collectors.joining(", ")))),
        "Look for the device on the bus (lspci) and in the kernel log (dmesg -T); if it is gone for"
            + " good, run `kvlane expectation reset`, and follow "
            + Finding.runbookOf(name()));
  }
}
