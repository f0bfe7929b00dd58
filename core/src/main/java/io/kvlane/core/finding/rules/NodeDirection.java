package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.peer.Asymmetry;
import io.kvlane.core.peer.Direction;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;

/** With most other nodes the same direction is weak: this node sends or receives badly. */
final class NodeDirection implements Rule {

  @Override
  public String name() {
    return "node-direction";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    PairFacts facts = new PairFacts(snapshot, now);
    return facts.nodeDirection().map(weak -> finding(weak, facts)).stream().toList();
  }

  private Finding finding(Majority<Direction> weak, PairFacts facts) {
    boolean inbound = weak.value() == Direction.INBOUND;
    return new Finding(
        name(),
        Severity.WARNING,
        SharedCause.NODE,
        "This node %s badly: with most other nodes %s has less than half of the other direction."
            .formatted(inbound ? "receives" : "sends", weak.value().label()),
        PairText.lines(
            "%s comparable pairs are weak %s".formatted(weak.share(), weak.value().label()),
            facts.latest().stream()
                .flatMap(pair ->
                    facts
                        .balance(pair)
                        .weakDirection()
                        .filter(found -> found.weaker() == weak.value())
                        .map(found -> text(pair.peer(), found))
                        .stream())),
        "Look at what this node's ports %s (ethtool -S: %s; perfquery: %s), at cable and"
                .formatted(
                    inbound ? "receive" : "send",
                    inbound
                        ? "rx_discards_phy, rx_prio*_discards, out_of_buffer"
                        : "tx_pause_ctrl_phy, tx_prio*_pause",
                    inbound ? "PortRcvErrors" : "PortXmitWait, PortXmitDiscards")
            + " transceiver (mlxlink -d DEVICE -m), and follow "
            + Finding.runbookOf(name()));
  }

  private static String text(String peer, Asymmetry<Direction> found) {
    return peer + ": " + PairText.asymmetry(found);
  }
}
