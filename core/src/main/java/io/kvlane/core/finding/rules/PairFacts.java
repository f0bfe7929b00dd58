package io.kvlane.core.finding.rules;

import io.kvlane.core.peer.Asymmetry;
import io.kvlane.core.peer.Direction;
import io.kvlane.core.peer.Pair;
import io.kvlane.core.peer.PairBalance;
import io.kvlane.core.peer.PairBook;
import io.kvlane.core.peer.PairJudge;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the rules about pairs share: which cause explains a pair. One broken NIC is one finding, so
 * a weak direction of the whole node comes first, then a slow node, here or there, then a pair that
 * is weak one way, then a slow pair. A pair that falls back is none of theirs.
 */
final class PairFacts {

  /** Fewest pairs by which a node is judged. */
  static final int FEWEST_PAIRS = 3;

  private final PairBook book;
  private final PairJudge judge;
  private final List<Pair> latest;

  PairFacts(NodeSnapshot snapshot, Instant now) {
    this.book = snapshot.peers().pairs();
    this.judge = snapshot.judge(now);
    this.latest = book.latestMeasured(judge);
  }

  PairBook book() {
    return book;
  }

  PairJudge judge() {
    return judge;
  }

  /** The pairs that the node is judged by. */
  List<Pair> latest() {
    return latest;
  }

  PairBalance balance(Pair pair) {
    return new PairBalance(judge, pair);
  }

  /** Those of the latest pairs that are slow on the path that they should take. */
  List<Pair> slow() {
    return latest.stream().filter(judge::isSlow).filter(pair -> !judge.fallsBack(pair)).toList();
  }

  /** Whether a number is most of all, and there are enough to say so. */
  static boolean isMost(int some, int all) {
    return all >= FEWEST_PAIRS && 2 * some > all;
  }

  /** The direction in which most pairs are much weaker than in the other. */
  Optional<Majority<Direction>> nodeDirection() {
    List<Optional<Direction>> all =
        latest.stream()
            .map(this::balance)
            .filter(balance -> balance.directions().isPresent())
            .map(balance -> balance.weakDirection().map(Asymmetry::weaker))
            .toList();
    return Majority.of(all)
        .filter(most -> most.value().isPresent() && most.all() >= FEWEST_PAIRS)
        .map(most -> new Majority<>(most.value().orElseThrow(), most.holders(), most.all()));
  }

  /**
   * Pairs of which each is to be explained by itself: neither end is slow with most others, and
   * they do not fall back.
   */
  Stream<Pair> alone() {
    return book.standing(judge).slowWithMost()
        ? Stream.empty()
        : book.all()
            .filter(pair -> !judge.fallsBack(pair))
            .filter(pair -> judge.standing(pair).filter(Standing::slowWithMost).isEmpty());
  }
}
