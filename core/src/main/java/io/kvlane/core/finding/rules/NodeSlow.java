package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.peer.Pair;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;

/** Transfers with most other nodes are slow: the cause is this node's, and one finding. */
final class NodeSlow implements Rule {

  @Override
  public String name() {
    return "node-slow";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    PairFacts facts = new PairFacts(snapshot, now);
    List<Pair> slow = facts.slow();
    return PairFacts.isMost(slow.size(), facts.latest().size()) && facts.nodeDirection().isEmpty()
        ? List.of(finding(slow, facts))
        : List.of();
  }

  private Finding finding(List<Pair> slow, PairFacts facts) {
    String share = slow.size() + " of " + facts.latest().size();
    return new Finding(
        name(),
        Severity.WARNING,
        SharedCause.NODE,
        "Transfers with most other nodes are slow (%s): look at this node.".formatted(share),
        PairText.lines(
            share + " pairs measured last are slow",
            slow.stream().map(pair -> PairText.slowest(pair, facts.judge()))),
        "Look at this node's ports (ibstat; ethtool -S and perfquery for errors), its PCIe links"
            + " (lspci -vv) and its cables, measure one pair again (./kvlane transfer %s), and follow %s"
                .formatted(slow.getFirst().peer(), Finding.runbookOf(name())));
  }
}
