package io.kvlane.core.snapshot;

import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that is kept of the runs of one key.
 *
 * @param last the latest run, made or skipped
 * @param lastMade the latest run that was made, whatever came of it; a skipped one does not hide it
 * @param lastVerified the latest run whose payload was verified
 * @param results runs made, by result, since the agent started; skipped runs are counted by reason
 *     instead
 * @param skips runs not made, by reason, since the agent started
 * @param movedBytes bytes of all runs, warm-up included
 * @param durations transfer times of verified runs
 */
public record TransferHistory(
    TransferRecord last,
    Optional<TransferRecord> lastMade,
    Optional<TransferRecord> lastVerified,
    Map<TransferResult, Long> results,
    Map<SkipReason, Long> skips,
    long movedBytes,
    Histogram durations) {

  /** Takes copies of the counts. */
  public TransferHistory {
    results = Map.copyOf(results);
    skips = Map.copyOf(skips);
  }

  /** The history after a key's first run. */
  public static TransferHistory startingWith(TransferRecord first) {
    return new TransferHistory(
            first,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            0,
            Histogram.empty(Histogram.TRANSFER_BOUNDS_SECONDS))
        .plus(first);
  }

  /** The history after one more run of the same key. */
  public TransferHistory plus(TransferRecord next) {
    boolean verified = next.result() == TransferResult.OK;
    boolean skipped = next.result() == TransferResult.SKIPPED;
    return new TransferHistory(
        next,
        skipped ? lastMade : Optional.of(next),
        verified ? Optional.of(next) : lastVerified,
        skipped ? results : raised(results, next.result()),
        next.skipReason().map(reason -> raised(skips, reason)).orElse(skips),
        movedBytes + next.movedBytes(),
        verified
            ? durations.plus(next.measurement().map(TransferHistory::seconds).orElseThrow())
            : durations);
  }

  private static double seconds(Measurement measurement) {
    return measurement.transferNanos() / 1e9;
  }

  private static <K> Map<K, Long> raised(Map<K, Long> counts, K key) {
    Map<K, Long> next = new HashMap<>(counts);
    next.merge(key, 1L, Long::sum);
    return next;
  }
}
