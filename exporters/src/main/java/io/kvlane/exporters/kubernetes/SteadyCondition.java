package io.kvlane.exporters.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one bad run, or one good one, from turning a condition. Between true and false it turns
 * when the other verdict was seen for two rounds of transfers, 10 minutes at most; a bad verdict
 * that comes back within twice that time goes on counting, so a path that is bad every other time
 * is bad. What is certain turns it at once, and so does unknown, which is late by itself.
 *
 * <p>After a start, "not measured" is held back for three rounds, 15 minutes at most: what an
 * earlier agent said stays until there is something to say.
 */
public final class SteadyCondition {

  private static final int ROUNDS_TO_CONFIRM = 2;
  private static final int ROUNDS_TO_MEASURE = 3;
  private static final Duration LONGEST_TO_CONFIRM = Duration.ofMinutes(10);
  private static final Duration LONGEST_TO_MEASURE = Duration.ofMinutes(15);

  private final Duration toConfirm;
  private final Duration toMeasure;

  private @Nullable Instant startedAt;
  private @Nullable PathCondition settled;
  private @Nullable ConditionStatus before;
  private @Nullable Instant contrarySince;
  private Instant contraryAt = Instant.MIN;

  /**
   * Nothing seen yet.
   *
   * @param interval time between two rounds of transfers
   */
  public SteadyCondition(Duration interval) {
    toConfirm = atMost(interval.multipliedBy(ROUNDS_TO_CONFIRM), LONGEST_TO_CONFIRM);
    toMeasure = atMost(interval.multipliedBy(ROUNDS_TO_MEASURE), LONGEST_TO_MEASURE);
  }

  private static Duration atMost(Duration some, Duration most) {
    return some.compareTo(most) < 0 ? some : most;
  }

  /** Takes over what an earlier agent has said. */
  void startsFrom(ConditionStatus status) {
    before = status;
  }

  /**
   * Sees a verdict.
   *
   * @return what to say, empty as long as nothing is to be said
   */
  Optional<PathCondition> see(PathCondition seen, Instant now) {
    Instant start = startedAt == null ? now : startedAt;
    startedAt = start;
    boolean isTooEarly =
        settled == null
            && seen.isFor(ConditionReason.NOT_MEASURED)
            && now.isBefore(start.plus(toMeasure));
    if (!isTooEarly && turns(seen, now)) {
      settled = seen;
    }
    return Optional.ofNullable(settled);
  }

  private boolean turns(PathCondition seen, Instant now) {
    ConditionStatus current = settled == null ? before : settled.status();
    if (current == seen.status()) {
      agrees(seen.status(), now);
      return true;
    }
    if (current == null
        || current == ConditionStatus.UNKNOWN
        || seen.status() == ConditionStatus.UNKNOWN
        || seen.isCertain()
        || isConfirmed(now)) {
      contrarySince = null;
      return true;
    }
    return false;
  }

  private void agrees(ConditionStatus status, Instant now) {
    boolean isForgotten =
        status == ConditionStatus.FALSE || contraryAt.plus(toConfirm.multipliedBy(2)).isBefore(now);
    if (contrarySince != null && isForgotten) {
      contrarySince = null;
    }
  }

  private boolean isConfirmed(Instant now) {
    Instant since = contrarySince == null ? now : contrarySince;
    contrarySince = since;
    contraryAt = now;
    return !now.isBefore(since.plus(toConfirm));
  }
}
