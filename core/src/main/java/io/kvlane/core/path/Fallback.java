package io.kvlane.core.path;

import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.TransferRecord;
import java.util.Optional;

/** Whether verified bytes took a worse path than expected. */
public final class Fallback {

  private Fallback() {}

  /**
   * Judges one run.
   *
   * @return empty when there is nothing to compare: no expectation, another intent than {@code
   *     default}, no verified bytes, or a path that is unknown or stays inside the node
   */
  public static Optional<Boolean> of(TransferRecord run, Optional<Expectation> expectation) {
    if (expectation.isEmpty() || run.key().intent() != Intent.DEFAULT) {
      return Optional.empty();
    }
    return run.verdict()
        .flatMap(verdict ->
            expectation.get().path().satisfiedBy(verdict.pathClass(), run.key().memory()))
        .map(satisfied -> !satisfied);
  }
}
