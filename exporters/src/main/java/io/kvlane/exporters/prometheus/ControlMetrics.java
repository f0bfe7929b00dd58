package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.MetricLabel.REASON;
import static io.kvlane.exporters.prometheus.MetricLabel.RESULT;
import static io.kvlane.exporters.prometheus.MetricRow.counter;
import static io.kvlane.exporters.prometheus.MetricRow.gauge;
import static io.kvlane.exporters.prometheus.MetricUnit.NONE;

import io.kvlane.core.peer.Refusal;
import io.kvlane.core.peer.SessionResult;
import io.kvlane.core.snapshot.ControlReport;
import io.kvlane.exporters.prometheus.DataPoints.Sample;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Control channel: who was refused and served on the control port. */
final class ControlMetrics {

  static final List<MetricRow> ROWS =
      List.of(
          counter(
              "kvlane_control_refusals_total",
              NONE,
              "Connections to the control port, and messages over it, that were refused, by reason."
                  + " Every series starts at 0. No series when the agent does not listen.",
              List.of(REASON),
              ControlMetrics::refusals),
          counter(
              "kvlane_control_sessions_total",
              NONE,
              "Sessions that other nodes wished to open here, by what came of them. Every series"
                  + " starts at 0. No series when the agent does not listen.",
              List.of(RESULT),
              ControlMetrics::sessions),
          gauge(
              "kvlane_control_connections",
              NONE,
              "Connections to the control port that are open, those in their handshake included. No"
                  + " series when the agent does not listen.",
              List.of(),
              ControlMetrics::connections));

  private ControlMetrics() {}

  private static Optional<ControlReport> report(SnapshotView view) {
    return view.node().peers().control();
  }

  private static Stream<Sample> refusals(SnapshotView view) {
    return report(view).stream()
        .flatMap(report ->
            Arrays.stream(Refusal.values())
                .map(reason -> new Sample(REASON.of(reason), report.refusals(reason))));
  }

  private static Stream<Sample> sessions(SnapshotView view) {
    return report(view).stream()
        .flatMap(report ->
            Arrays.stream(SessionResult.values())
                .map(result -> new Sample(RESULT.of(result), report.sessions(result))));
  }

  private static Stream<Sample> connections(SnapshotView view) {
    return report(view).stream().map(report -> new Sample(Labels.EMPTY, report.connections()));
  }
}
