package io.kvlane.core.path;

import java.util.Optional;

/**
 * What a node has shown that it can do. Evidence raises it and nothing here lowers it: a node that
 * lost its NICs does not lower its own expectation. TCP teaches nothing, since a fallback looks the
 * same.
 *
 * @param learned the expectation, empty until {@link #RUNS_TO_LEARN} runs agreed
 * @param candidate the lowest path that the latest runs in a row showed, higher than the learned
 *     one
 * @param runsInARow how many verified runs in a row showed the candidate or better
 */
public record LearnedExpectation(
    Optional<ExpectedPath> learned, Optional<ExpectedPath> candidate, int runsInARow) {

  /** Verified runs in a row that it takes to raise the expectation. */
  public static final int RUNS_TO_LEARN = 3;

  /** Nothing learned yet. */
  public static final LearnedExpectation NONE =
      new LearnedExpectation(Optional.empty(), Optional.empty(), 0);

  /** Something learned earlier, as a state file keeps it. */
  public static LearnedExpectation of(ExpectedPath learned) {
    return new LearnedExpectation(Optional.of(learned), Optional.empty(), 0);
  }

  /** What is known after one more verified run of intent {@code default}. */
  public LearnedExpectation after(PathClass shown) {
    Optional<ExpectedPath> taught = taughtBy(shown).filter(this::raises);
    if (taught.isEmpty()) {
      return new LearnedExpectation(learned, Optional.empty(), 0);
    }
    // All runs in a row showed at least the lowest path among them, so that one is learned.
    ExpectedPath lowest = candidate.filter(taught.get()::isHigherThan).orElse(taught.get());
    int runs = runsInARow + 1;
    return runs >= RUNS_TO_LEARN
        ? of(lowest)
        : new LearnedExpectation(learned, Optional.of(lowest), runs);
  }

  private boolean raises(ExpectedPath path) {
    return learned.isEmpty() || path.isHigherThan(learned.get());
  }

  private static Optional<ExpectedPath> taughtBy(PathClass shown) {
    return switch (shown) {
      case GPUDIRECT_RDMA -> Optional.of(ExpectedPath.GPUDIRECT_RDMA);
      case HOST_RDMA, HOST_STAGED_RDMA -> Optional.of(ExpectedPath.RDMA);
      case TCP, LOCAL, UNKNOWN -> Optional.empty();
    };
  }
}
