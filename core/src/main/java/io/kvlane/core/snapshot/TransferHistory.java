package io.kvlane.core.snapshot;

import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.util.Map;
import java.util.Optional;

/**
 * All that is kept of the runs of one key.
 *
 * @param last the latest run, made or skipped
 * @param lastMade the latest run that was made, whatever came of it; a skipped one does not hide it
 * @param lastVerified the latest run whose payload was verified
 * @param totals what is counted of all of them
 */
public record TransferHistory(
    TransferRecord last,
    Optional<TransferRecord> lastMade,
    Optional<TransferRecord> lastVerified,
    TransferTotals totals) {

  /** The history after a key's first run. */
  public static TransferHistory startingWith(TransferRecord first) {
    return new TransferHistory(first, Optional.empty(), Optional.empty(), TransferTotals.NONE)
        .plus(first);
  }

  /** The history after one more run of the same key. */
  public TransferHistory plus(TransferRecord next) {
    return new TransferHistory(
        next,
        next.result() == TransferResult.SKIPPED ? lastMade : Optional.of(next),
        next.result() == TransferResult.OK ? Optional.of(next) : lastVerified,
        totals.plus(next));
  }

  /** Runs made, by result; skipped runs are counted by reason instead. */
  public Map<TransferResult, Long> results() {
    return totals.results();
  }

  /** Runs not made, by reason. */
  public Map<SkipReason, Long> skips() {
    return totals.skips();
  }

  /** Bytes of all runs, warm-up included. */
  public long movedBytes() {
    return totals.movedBytes();
  }

  /** Transfer times of verified runs. */
  public Histogram durations() {
    return totals.durations();
  }
}
