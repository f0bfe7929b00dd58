package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.MetricLabel.CLASS;
import static io.kvlane.exporters.prometheus.MetricLabel.PROFILE;
import static io.kvlane.exporters.prometheus.MetricLabel.RULE;
import static io.kvlane.exporters.prometheus.MetricLabel.SEVERITY;
import static io.kvlane.exporters.prometheus.MetricLabel.SOURCE;
import static io.kvlane.exporters.prometheus.MetricLabel.SUBJECT;
import static io.kvlane.exporters.prometheus.MetricLabel.TRANSFER;
import static io.kvlane.exporters.prometheus.MetricLabel.TRANSPORT;
import static io.kvlane.exporters.prometheus.MetricLabel.transferAnd;
import static io.kvlane.exporters.prometheus.MetricRow.gauge;
import static io.kvlane.exporters.prometheus.MetricRow.info;
import static io.kvlane.exporters.prometheus.MetricUnit.BYTES;
import static io.kvlane.exporters.prometheus.MetricUnit.NONE;
import static io.kvlane.exporters.prometheus.MetricUnit.SECONDS;
import static io.kvlane.exporters.prometheus.TransferMetrics.WHILE_FRESH;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.path.Fallback;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.exporters.prometheus.DataPoints.Sample;
import io.kvlane.exporters.prometheus.SnapshotView.Run;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.stream.Stream;

/**
 * Verdicts: which path bytes take, whether it is the one they should take, what that costs, and
 * what is wrong.
 */
final class VerdictMetrics {

  static final List<MetricRow> ROWS =
      List.of(
          info(
              "kvlane_path_info",
              "Path that the bytes of the last verified run took; one series, of the current class. With"
                  + " another node of default runs only."
                  + WHILE_FRESH,
              transferAnd(CLASS, TRANSPORT),
              VerdictMetrics::paths),
          gauge(
              "kvlane_path_fallback",
              NONE,
              "1 when the last verified default run took a worse path than expected, else 0."
                  + " No series without an expectation or for an unknown path."
                  + WHILE_FRESH,
              TRANSFER,
              VerdictMetrics::fallbacks),
          info(
              "kvlane_expected_path_info",
              "Path that KV bytes should take, and who says so. No series when nobody does.",
              List.of(CLASS, SOURCE),
              VerdictMetrics::expectation),
          gauge(
              "kvlane_profile_bytes",
              BYTES,
              "Bytes that one decode rank pulls for one request of the profile's input length.",
              List.of(PROFILE),
              VerdictMetrics::profiles),
          gauge(
              "kvlane_predicted_ttft_overhead_seconds",
              SECONDS,
              "What transferring the whole profile would add to the time to the first token,"
                  + " predicted from capped runs. No series when no fresh run supports it.",
              List.of(PROFILE),
              VerdictMetrics::predictions),
          gauge(
              "kvlane_finding",
              NONE,
              "1 for everything that is wrong on this node now. No series when nothing is.",
              List.of(RULE, SEVERITY, SUBJECT),
              VerdictMetrics::findings));

  private VerdictMetrics() {}

  private static Stream<Labels> paths(SnapshotView view) {
    return view.runs().stream()
        .filter(Run::isInsideOrJudges)
        .flatMap(run ->
            run.fresh().flatMap(TransferRecord::verdict).stream()
                .map(verdict -> run.labels().merge(path(verdict))));
  }

  private static Labels path(PathVerdict verdict) {
    return CLASS.of(verdict.pathClass()).merge(TRANSPORT.of(verdict.transport()));
  }

  private static Stream<Sample> fallbacks(SnapshotView view) {
    return view.runs().stream()
        .flatMap(run ->
            run.fresh().flatMap(last -> Fallback.of(last, view.node().expectation())).stream()
                .map(worse -> run.sample(worse ? 1 : 0)));
  }

  private static Stream<Labels> expectation(SnapshotView view) {
    return view.node().expectation().stream()
        .map(expected -> CLASS.of(expected.path()).merge(SOURCE.of(expected.source())));
  }

  private static Stream<Sample> profiles(SnapshotView view) {
    return view.node().profiles().stream()
        .map(profile ->
            new Sample(PROFILE.of(profile.name()), (double) profile.shape().totalBytes()));
  }

  private static Stream<Sample> predictions(SnapshotView view) {
    return view.node().profiles().stream()
        .flatMap(profile ->
            PredictedOverhead.seconds(profile, view.node()).stream()
                .map(seconds -> new Sample(PROFILE.of(profile.name()), seconds)));
  }

  /** Two findings may share rule, severity and subject and differ in their evidence only. */
  private static Stream<Sample> findings(SnapshotView view) {
    return view.node().findings().stream()
        .map(VerdictMetrics::labels)
        .distinct()
        .map(labels -> new Sample(labels, 1));
  }

  private static Labels labels(Finding finding) {
    return RULE.of(finding.rule())
        .merge(SEVERITY.of(finding.severity()))
        .merge(SUBJECT.of(finding.subject()));
  }
}
