package io.kvlane.core.transfer;

import io.kvlane.core.path.PathVerdict;
import java.time.Instant;
import java.util.Optional;

/**
 * One run and what came of it.
 *
 * @param key what kind of run it was
 * @param startedAt when it began
 * @param finishedAt when its result was known
 * @param result what came of it
 * @param skipReason why it was not made; present exactly for {@link TransferResult#SKIPPED}
 * @param measurement present when bytes moved and the engine claims that they arrived, also for a
 *     corrupt payload
 * @param verdict present exactly for a verified run
 * @param corruption present exactly for {@link TransferResult#CORRUPT}
 * @param movedBytes bytes that the run is charged for, warm-up included
 * @param detail one line for people, empty when there is nothing to add
 */
public record TransferRecord(
    TransferKey key,
    Instant startedAt,
    Instant finishedAt,
    TransferResult result,
    Optional<SkipReason> skipReason,
    Optional<Measurement> measurement,
    Optional<PathVerdict> verdict,
    Optional<Corruption> corruption,
    long movedBytes,
    String detail) {

  /** Refuses records that contradict themselves, above all a verified run without a measurement. */
  public TransferRecord {
    boolean ok = result == TransferResult.OK;
    boolean corrupt = result == TransferResult.CORRUPT;
    if (skipReason.isPresent() != (result == TransferResult.SKIPPED)
        || verdict.isPresent() != ok
        || corruption.isPresent() != corrupt
        || measurement.isPresent() != (ok || corrupt)) {
      throw new IllegalArgumentException(
          "a record of result " + result.label() + " that contradicts itself");
    }
  }

  /** A run that was not made. */
  public static TransferRecord skipped(
      TransferKey key, Instant at, SkipReason reason, String detail) {
    return new TransferRecord(
        key,
        at,
        at,
        TransferResult.SKIPPED,
        Optional.of(reason),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        detail);
  }

  /**
   * A run that brought no payload.
   *
   * @param result failed, timed out or unreachable
   * @param movedBytes bytes the run is charged for although nobody knows whether they arrived
   */
  public static TransferRecord unsuccessful(
      TransferKey key,
      Instant startedAt,
      Instant finishedAt,
      TransferResult result,
      long movedBytes,
      String detail) {
    return new TransferRecord(
        key,
        startedAt,
        finishedAt,
        result,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        movedBytes,
        detail);
  }
}
