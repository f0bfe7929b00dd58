package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.peer.Pair;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Transfers with one other node are slower than the link or their own past allows, while neither
 * node is slow with most others.
 */
final class PairSlow implements Rule {

  @Override
  public String name() {
    return "pair-slow";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    PairFacts facts = new PairFacts(snapshot, now);
    List<Pair> slow =
        facts
            .alone()
            .filter(facts.judge()::isConfirmedSlow)
            .filter(pair -> facts.balance(pair).weakDirection().isEmpty())
            .filter(pair -> facts.balance(pair).weakOperation().isEmpty())
            .sorted(Comparator.comparingDouble(pair -> facts.judge().lowestRatio(pair).orElse(1)))
            .toList();
    return PairFindings.of(slow, pair -> finding(pair, facts), "are slow");
  }

  private Finding finding(Pair pair, PairFacts facts) {
    return new Finding(
        name(),
        Severity.WARNING,
        pair.peer(),
        "Transfers with %s are slow, those with other nodes are not.".formatted(pair.peer()),
        PairText.trends(pair, facts.judge()),
        "Measure it again (./kvlane transfer %s) and beside kvlane (ib_write_bw between the two),"
                .formatted(pair.peer())
            + " look for errors on the ports of both nodes and of the switches between them"
            + " (perfquery, ethtool -S), and follow "
            + Finding.runbookOf(name()));
  }
}
