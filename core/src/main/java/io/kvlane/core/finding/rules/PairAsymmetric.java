package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.peer.Asymmetry;
import io.kvlane.core.peer.Direction;
import io.kvlane.core.peer.Pair;
import io.kvlane.core.peer.PairBalance;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** With one other node a direction or an operation has less than half of the other's bandwidth. */
final class PairAsymmetric implements Rule {

  @Override
  public String name() {
    return "pair-asymmetric";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    PairFacts facts = new PairFacts(snapshot, now);
    Optional<Direction> ofNode = facts.nodeDirection().map(Majority::value);
    List<Pair> odd = facts.alone().filter(pair -> isOdd(facts.balance(pair), ofNode)).toList();
    return PairFindings.of(odd, pair -> finding(pair, facts, ofNode), "are weak one way");
  }

  private static boolean isOdd(PairBalance balance, Optional<Direction> ofNode) {
    return balance.weakOperation().isPresent() || ownDirection(balance, ofNode).isPresent();
  }

  private static Optional<Asymmetry<Direction>> ownDirection(
      PairBalance balance, Optional<Direction> ofNode) {
    return balance
        .weakDirection()
        .filter(weak -> ofNode.filter(known -> known == weak.weaker()).isEmpty());
  }

  private Finding finding(Pair pair, PairFacts facts, Optional<Direction> ofNode) {
    PairBalance balance = facts.balance(pair);
    Asymmetry<?> weak =
        ownDirection(balance, ofNode)
            .<Asymmetry<?>>map(found -> found)
            .or(balance::weakOperation)
            .orElseThrow();
    return new Finding(
        name(),
        Severity.WARNING,
        pair.peer(),
        "With %s, %s has %s of the bandwidth of %s."
            .formatted(
                pair.peer(),
                weak.weaker().label(),
                PairText.percent(weak.ratio()),
                weak.stronger().label()),
        Stream.concat(
                Stream.of(PairText.asymmetry(weak)), PairText.trends(pair, facts.judge()).stream())
            .toList(),
        "Measure both ways beside kvlane (ib_write_bw and ib_read_bw, then with the roles of this node"
            + " and %s changed), compare error counters of the two ports (ethtool -S, perfquery), and"
                .formatted(pair.peer())
            + " follow "
            + Finding.runbookOf(name()));
  }
}
