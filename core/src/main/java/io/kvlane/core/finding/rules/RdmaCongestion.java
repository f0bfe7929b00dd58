package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.CounterWindow;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A port's network is crowded. Busy networks are at times, so this is no more than worth knowing.
 */
final class RdmaCongestion implements Rule {

  @Override
  public String name() {
    return "rdma-congestion";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return snapshot.rdma().overWindow(now, this::finding).toList();
  }

  private Optional<Finding> finding(CounterWindow window, PortId port) {
    List<String> signs = new Congestion(window, port).signs();
    return signs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                name(),
                Severity.INFO,
                port.text(),
                "The network at RDMA port %s is congested.".formatted(port.text()),
                signs,
                "Look which nodes send to the same port at that time, and whether ECN and PFC are"
                    + " set alike on NICs and switches, and follow "
                    + Finding.runbookOf(name())));
  }
}
