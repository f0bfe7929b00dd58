package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** There are fewer RDMA devices than the operator says there should be. */
final class RdmaDevicesMissing implements Rule {

  @Override
  public String name() {
    return "rdma-devices-missing";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    OptionalInt expected = snapshot.rdma().expected();
    if (expected.isEmpty() || snapshot.rdma().devices(now).isEmpty()) {
      return List.of();
    }
    List<RdmaDevice> present = Siblings.physicalFunctions(snapshot, now).toList();
    return present.size() < expected.getAsInt()
        ? List.of(finding(present, expected.getAsInt()))
        : List.of();
  }

  private Finding finding(List<RdmaDevice> present, int expected) {
    String names =
        present.isEmpty()
            ? "none"
            : present.stream().map(RdmaDevice::name).collect(Collectors.joining(", "));
    return new Finding(
        name(),
        Severity.CRITICAL,
        SharedCause.NODE,
        "The node has %d of the %d RDMA devices it should have."
            .formatted(present.size(), expected),
        List.of(
            "kvlane.expected-rdma-devices is " + expected,
            "devices now, virtual functions aside: " + names),
        "Look for the devices on the bus (lspci) and for their driver (lsmod | grep _ib), correct"
            + " kvlane.expected-rdma-devices if it is wrong, and follow "
            + Finding.runbookOf(name()));
  }
}
