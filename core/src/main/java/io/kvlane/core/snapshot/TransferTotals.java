package io.kvlane.core.snapshot;

import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.util.HashMap;
import java.util.Map;

/**
 * What is counted of runs since the agent started.
 *
 * @param results runs made, by result; skipped runs are counted by reason instead
 * @param skips runs not made, by reason
 * @param movedBytes bytes of all runs, warm-up included
 * @param durations transfer times of verified runs
 */
public record TransferTotals(
    Map<TransferResult, Long> results,
    Map<SkipReason, Long> skips,
    long movedBytes,
    Histogram durations) {

  /** Before the first run. */
  public static final TransferTotals NONE =
      new TransferTotals(Map.of(), Map.of(), 0, Histogram.empty(Histogram.TRANSFER_BOUNDS_SECONDS));

  /** Takes copies of the counts. */
  public TransferTotals {
    results = Map.copyOf(results);
    skips = Map.copyOf(skips);
  }

  /** The totals after one more run. */
  public TransferTotals plus(TransferRecord next) {
    boolean verified = next.result() == TransferResult.OK;
    return new TransferTotals(
        next.result() == TransferResult.SKIPPED ? results : raised(results, next.result()),
        next.skipReason().map(reason -> raised(skips, reason)).orElse(skips),
        movedBytes + next.movedBytes(),
        verified
            ? durations.plus(next.measurement().map(TransferTotals::seconds).orElseThrow())
            : durations);
  }

  /** These totals and others together. */
  public TransferTotals plus(TransferTotals others) {
    return new TransferTotals(
        summed(results, others.results),
        summed(skips, others.skips),
        movedBytes + others.movedBytes,
        durations.plus(others.durations));
  }

  private static <K> Map<K, Long> summed(Map<K, Long> counts, Map<K, Long> others) {
    Map<K, Long> sum = new HashMap<>(counts);
    others.forEach((key, count) -> sum.merge(key, count, Long::sum));
    return sum;
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
