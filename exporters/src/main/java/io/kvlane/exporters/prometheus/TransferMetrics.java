package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.MetricLabel.CAP;
import static io.kvlane.exporters.prometheus.MetricLabel.REASON;
import static io.kvlane.exporters.prometheus.MetricLabel.RESULT;
import static io.kvlane.exporters.prometheus.MetricLabel.TRANSFER;
import static io.kvlane.exporters.prometheus.MetricLabel.transferAnd;
import static io.kvlane.exporters.prometheus.MetricRow.counter;
import static io.kvlane.exporters.prometheus.MetricRow.gauge;
import static io.kvlane.exporters.prometheus.MetricRow.histogram;
import static io.kvlane.exporters.prometheus.MetricUnit.BYTES;
import static io.kvlane.exporters.prometheus.MetricUnit.BYTES_PER_SECOND;
import static io.kvlane.exporters.prometheus.MetricUnit.NONE;
import static io.kvlane.exporters.prometheus.MetricUnit.SECONDS;

import io.kvlane.core.transfer.Cap;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.exporters.prometheus.DataPoints.Distribution;
import io.kvlane.exporters.prometheus.DataPoints.Sample;
import io.kvlane.exporters.prometheus.SnapshotView.Run;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Transfers: what was measured, and what came of the runs. */
final class TransferMetrics {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  /** How a figure ends that would otherwise pass for one of now. */
  static final String WHILE_FRESH = " No series once that run speaks no longer for now.";

  static final List<MetricRow> ROWS =
      List.of(
          gauge(
              "kvlane_transfer_bandwidth_bytes_per_second",
              BYTES_PER_SECOND,
              "Payload over transfer time of the last verified run." + WHILE_FRESH,
              TRANSFER,
              view -> measured(view.runs().stream(), Measurement::bandwidthBytesPerSecond)),
          histogram(
              "kvlane_transfer_duration_seconds",
              SECONDS,
              "Transfer times of verified runs, from the first post to the last byte, but for forced"
                  + " ones. No series before the first one.",
              TRANSFER,
              TransferMetrics::durations),
          gauge(
              "kvlane_transfer_post_seconds",
              SECONDS,
              "Time that the last verified run between host memories inside the node spent in posting"
                  + " operations."
                  + WHILE_FRESH,
              TRANSFER,
              view -> measured(loopback(view), run -> run.postNanos() / NANOS_PER_SECOND)),
          gauge(
              "kvlane_transfer_descriptors",
              NONE,
              "Descriptors that the last verified run between host memories inside the node moved."
                  + WHILE_FRESH,
              TRANSFER,
              view -> measured(loopback(view), Measurement::descriptors)),
          gauge(
              "kvlane_transfer_capped",
              NONE,
              "1 when this cap cut the last verified run between host memories inside the node short of"
                  + " its whole profile, else 0."
                  + WHILE_FRESH,
              transferAnd(CAP),
              TransferMetrics::caps),
          counter(
              "kvlane_transfers_total",
              NONE,
              "Runs by result. Skipped runs carry the reason, all others an empty one."
                  + " Every series starts at 0.",
              transferAnd(RESULT, REASON),
              view -> view.counts().stream().flatMap(TransferTallies::of)),
          counter(
              "kvlane_transfer_bytes_total",
              BYTES,
              "Bytes that runs were charged for, warm-up included.",
              TRANSFER,
              view ->
                  view.counts().stream()
                      .map(counted ->
                          new Sample(counted.labels(), (double) counted.totals().movedBytes()))),
          gauge(
              "kvlane_transfer_last_success_timestamp_seconds",
              SECONDS,
              "When the last verified run ended, in Unix time; with another node of default runs only."
                  + " No series before the first one.",
              TRANSFER,
              TransferMetrics::lastSuccesses));

  private TransferMetrics() {}

  private static Stream<Run> loopback(SnapshotView view) {
    return view.runs().stream().filter(Run::isOfHost);
  }

  private static Stream<Sample> measured(Stream<Run> runs, ToDoubleFunction<Measurement> figure) {
    return freshMeasurements(
        runs, (run, found) -> Stream.of(run.sample(figure.applyAsDouble(found))));
  }

  private static Stream<Sample> caps(SnapshotView view) {
    return freshMeasurements(
        loopback(view),
        (run, found) ->
            Arrays.stream(Cap.values())
                .map(cap -> run.sample(CAP.of(cap), found.caps().contains(cap) ? 1 : 0)));
  }

  private static Stream<Sample> freshMeasurements(
      Stream<Run> runs, BiFunction<Run, Measurement, Stream<Sample>> samples) {
    return runs.flatMap(run ->
        run.fresh().flatMap(TransferRecord::measurement).stream()
            .flatMap(found -> samples.apply(run, found)));
  }

  private static Stream<Distribution> durations(SnapshotView view) {
    return view.counts().stream()
        .filter(counted -> counted.key().intent() != Intent.FORCED)
        .filter(counted -> counted.totals().durations().count() > 0)
        .map(counted -> new Distribution(counted.labels(), counted.totals().durations()));
  }

  private static Stream<Sample> lastSuccesses(SnapshotView view) {
    return view.runs().stream()
        .filter(Run::isInsideOrJudges)
        .flatMap(run ->
            run
                .history()
                .lastVerified()
                .map(last -> last.finishedAt().toEpochMilli() / MILLIS_PER_SECOND)
                .map(run::sample)
                .stream());
  }
}
