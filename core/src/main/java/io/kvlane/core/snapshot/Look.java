package io.kvlane.core.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One look at the machine.
 *
 * @param <T> what is observed
 * @param result what it gave
 * @param at when it began
 * @param took how long it took
 */
public record Look<T>(ProbeResult<T> result, Instant at, Duration took) {

  /** What was observed, empty when nothing was. */
  public Optional<T> observed() {
    return result instanceof ProbeResult.Observed<T>(T value)
        ? Optional.of(value)
        : Optional.empty();
  }
}
