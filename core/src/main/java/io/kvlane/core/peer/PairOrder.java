package io.kvlane.core.peer;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which pairs matter most: pairs of interest, then the worst. The order is made of coarse steps,
 * and a pair that has series of its own counts as one step worse than it is, so that pairs about
 * equally good do not take turns.
 */
final class PairOrder {

  private static final int FIRST_STEP_OF_RATIOS = 10;
  private static final int STEPS_OF_RATIOS = 10;
  private static final int NOT_MEASURED = 100;

  private PairOrder() {}

  /**
   * Names of the pairs to show.
   *
   * @param shown those that were shown before
   * @param most how many there may be
   */
  static List<String> shown(Collection<Pair> pairs, Set<String> shown, int most, PairJudge judge) {
    Map<String, Integer> steps = new HashMap<>();
    pairs.forEach(
        pair -> steps.put(pair.peer(), step(pair, judge) - (shown.contains(pair.peer()) ? 1 : 0)));
    return pairs.stream()
        .sorted(
            Comparator.comparing((Pair pair) -> !pair.ofInterest())
                .thenComparingInt(pair -> steps.getOrDefault(pair.peer(), NOT_MEASURED))
                .thenComparing(pair -> !shown.contains(pair.peer()))
                .thenComparing(Pair::peer))
        .limit(most)
        .map(Pair::peer)
        .toList();
  }

  /** A pair, with what it takes long to work out and is asked for often. */
  private record Ranked(Pair pair, int step) {

    boolean ofInterest() {
      return pair.ofInterest();
    }

    Instant latest() {
      return PairOrder.latest(pair);
    }

    String peer() {
      return pair.peer();
    }
  }

  /** The pair that is missed least: not of interest, the best, and the one heard of longest ago. */
  static String leastMissed(Collection<Pair> pairs, PairJudge judge) {
    return pairs.stream()
        .map(pair -> new Ranked(pair, step(pair, judge)))
        .min(
            Comparator.comparing(Ranked::ofInterest)
                .thenComparing(Ranked::step, Comparator.reverseOrder())
                .thenComparing(Ranked::latest)
                .thenComparing(Ranked::peer))
        .map(Ranked::peer)
        .orElseThrow();
  }

  private static int step(Pair pair, PairJudge judge) {
    return switch (judge.state(pair)) {
      case CORRUPT -> 0;
      case FALLBACK -> 2;
      case UNREACHABLE -> 4;
      case FAILING -> 6;
      case SLOW, MEASURED ->
          FIRST_STEP_OF_RATIOS
              + (int) (STEPS_OF_RATIOS * Math.min(1, judge.lowestRatio(pair).orElse(1)));
      case NOT_MEASURED -> NOT_MEASURED;
    };
  }

  private static Instant latest(Pair pair) {
    Instant latest = pair.contact().lastAttempt().orElse(Instant.MIN);
    for (PairTrend trend : pair.trends().values()) {
      latest = trend.at().isAfter(latest) ? trend.at() : latest;
    }
    return pair.heard().map(HeardStanding::at).filter(latest::isBefore).orElse(latest);
  }
}
