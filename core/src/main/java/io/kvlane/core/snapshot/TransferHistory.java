package io.kvlane.core.snapshot;

import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is kept of the runs of one key.
 *
 * @param last the latest run, made or skipped
 * @param lastMade the latest run that was made, whatever came of it; a skipped one does not hide it
 * @param lastVerified the latest run whose payload was verified
 * @param recent the latest verified runs of {@code default} and {@code baseline}, the oldest first,
 *     {@value #MOST_RECENT} at most; none of other intents
 * @param totals what is counted of all of them
 */
public record TransferHistory(
    TransferRecord last,
    Optional<TransferRecord> lastMade,
    Optional<TransferRecord> lastVerified,
    List<RecentRun> recent,
    TransferTotals totals) {

  /** An hour of runs inside the node, at the usual interval. */
  public static final int MOST_RECENT = 60;

  /** Takes a copy of the recent runs. */
  public TransferHistory {
    recent = List.copyOf(recent);
  }

  /** The history after a key's first run. */
  public static TransferHistory startingWith(TransferRecord first) {
    return new TransferHistory(
            first, Optional.empty(), Optional.empty(), List.of(), TransferTotals.NONE)
        .plus(first);
  }

  /** The history after one more run of the same key. */
  public TransferHistory plus(TransferRecord next) {
    return new TransferHistory(
        next,
        next.result() == TransferResult.SKIPPED ? lastMade : Optional.of(next),
        next.result() == TransferResult.OK ? Optional.of(next) : lastVerified,
        recentWith(next),
        totals.plus(next));
  }

  private List<RecentRun> recentWith(TransferRecord next) {
    Intent intent = next.key().intent();
    if (intent != Intent.DEFAULT && intent != Intent.BASELINE) {
      return recent;
    }
    return RecentRun.of(next)
        .map(run -> {
          List<RecentRun> longer = new ArrayList<>(recent);
          longer.add(run);
          return longer.subList(Math.max(0, longer.size() - MOST_RECENT), longer.size());
        })
        .orElse(recent);
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
