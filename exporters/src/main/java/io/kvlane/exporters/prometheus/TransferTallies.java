package io.kvlane.exporters.prometheus;

import io.kvlane.core.snapshot.TransferTotals;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.exporters.prometheus.DataPoints.Sample;
import io.kvlane.exporters.prometheus.SnapshotView.Count;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Runs by what came of them. Every result and every possible reason to skip is there from 0 on, so
 * that {@code increase()} sees the first failure too.
 */
final class TransferTallies {

  private record Tally(
      Optional<SkipReason> reason, Labels labels, ToLongFunction<TransferTotals> count) {

    /** Inside the node there is nobody else, and host memory needs no GPU. */
    boolean isPossible(TransferKey key) {
      return reason
          .filter(why ->
              switch (why) {
                case BUSY, PEER_TURNED_OFF -> key.kind() != TransferKind.PEER;
                case GPU_UNUSABLE -> key.memory() != Memory.CUDA;
                case NOT_PRESENT, LOCKED, BACKOFF, LIVE_TRAFFIC, BUDGET, TURNED_OFF -> false;
              })
          .isEmpty();
    }
  }

  private static final List<Tally> ALL =
      Stream.concat(
              Arrays.stream(TransferResult.values())
                  .filter(result -> result != TransferResult.SKIPPED)
                  .map(TransferTallies::made),
              Arrays.stream(SkipReason.values()).map(TransferTallies::skipped))
          .toList();

  private TransferTallies() {}

  /** The tallies of one key's runs. */
  static Stream<Sample> of(Count counted) {
    return ALL.stream()
        .filter(tally -> tally.isPossible(counted.key()))
        .map(tally ->
            new Sample(
                counted.labels().merge(tally.labels()),
                (double) tally.count().applyAsLong(counted.totals())));
  }

  private static Tally made(TransferResult result) {
    return new Tally(
        Optional.empty(), labels(result, ""), totals -> totals.results().getOrDefault(result, 0L));
  }

  private static Tally skipped(SkipReason reason) {
    return new Tally(
        Optional.of(reason),
        labels(TransferResult.SKIPPED, reason.label()),
        totals -> totals.skips().getOrDefault(reason, 0L));
  }

  private static Labels labels(TransferResult result, String reason) {
    return MetricLabel.RESULT.of(result).merge(MetricLabel.REASON.of(reason));
  }
}
