package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.rdma.LinkRate;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;

/**
 * An RDMA port is not active. It is urgent where the port has been active on this node, or where
 * RDMA is expected and no port is left; a port that nobody has ever plugged a cable into is not.
 * Virtual functions are left out: those that no pod uses are down.
 */
final class RdmaPortDown implements Rule {

  @Override
  public String name() {
    return "rdma-port-down";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    boolean noneLeft = snapshot.rdma().ports(now).noneMatch(port -> port.link().isActive());
    boolean needed = noneLeft && isRdmaExpected(snapshot);
    return snapshot.rdma().devices(now).stream()
        .flatMap(List::stream)
        .filter(device -> !device.place().virtualFunction())
        .map(RdmaDevice::ports)
        .flatMap(List::stream)
        .filter(port -> !port.link().isActive())
        .map(port ->
            finding(
                port,
                snapshot.rdma().known().wasActive(port.id()),
                needed ? snapshot.expectation().map(Expectation::text).orElse("") : ""))
        .toList();
  }

  private static boolean isRdmaExpected(NodeSnapshot snapshot) {
    return snapshot.expectation().map(Expectation::path).orElse(ExpectedPath.TCP)
        != ExpectedPath.TCP;
  }

  private Finding finding(RdmaPort port, boolean wasActive, String expected) {
    return new Finding(
        name(),
        wasActive || !expected.isEmpty() ? Severity.CRITICAL : Severity.WARNING,
        port.id().text(),
        "RDMA port %s is %s, not active%s."
            .formatted(port.id().text(), port.link().text(), why(wasActive, expected)),
        List.of(
            "state %s, link layer %s, rate %s"
                .formatted(
                    port.link().text(),
                    port.link().layer().label(),
                    port.link().rate().map(LinkRate::text).orElse("unknown"))),
        lookAt(port) + ", and follow " + Finding.runbookOf(name()));
  }

  private static String why(boolean wasActive, String expected) {
    if (wasActive) {
      return ", and it has been active on this node";
    }
    return expected.isEmpty() ? "" : ", and no other port is, but the expected path is " + expected;
  }

  private static String lookAt(RdmaPort port) {
    return switch (port.link().state()) {
      case INIT, ARMED -> "Look at the subnet manager: there is a link that nobody has set up";
      case DOWN -> "Look at cable, transceiver and switch port, and at the interface (ip link)";
      case NOP, ACTIVE, ACTIVE_DEFER, UNKNOWN -> "Look at the port's state (rdma link)";
    };
  }
}
