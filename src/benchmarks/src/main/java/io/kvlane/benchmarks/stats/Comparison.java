package io.kvlane.benchmarks.stats;

import java.util.stream.IntStream;

/**
 * Two contenders that were measured in the same rounds; more is better.
 *
 * @param ours kvlane, one figure a round
 * @param theirs what it is held against, one figure a round
 * @param aim ratio to reach
 */
public record Comparison(Samples ours, Samples theirs, double aim) {

  /** Checks that both were measured in the same rounds. */
  public Comparison {
    if (ours.values().size() != theirs.values().size()) {
      throw new IllegalArgumentException(
          ours.values().size() + " rounds against " + theirs.values().size());
    }
  }

  /** Our median by theirs. */
  public double ratioOfMedians() {
    return ours.median() / theirs.median();
  }

  /** Our figure by theirs within each round; the median of that over the rounds. */
  public double medianOfRatios() {
    return new Samples(
            IntStream.range(0, ours.values().size())
                .mapToObj(round -> ours.values().get(round) / theirs.values().get(round))
                .toList())
        .median();
  }

  /** Whether the medians reach the aim. */
  public boolean isMet() {
    return ratioOfMedians() >= aim;
  }
}
