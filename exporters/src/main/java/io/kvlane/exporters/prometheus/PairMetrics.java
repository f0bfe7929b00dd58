package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.MetricLabel.BETWEEN;
import static io.kvlane.exporters.prometheus.MetricLabel.PEER;
import static io.kvlane.exporters.prometheus.MetricLabel.SOURCE;
import static io.kvlane.exporters.prometheus.MetricLabel.STATE;
import static io.kvlane.exporters.prometheus.MetricLabel.TRANSFER;
import static io.kvlane.exporters.prometheus.MetricLabel.VIEW;
import static io.kvlane.exporters.prometheus.MetricRow.gauge;
import static io.kvlane.exporters.prometheus.MetricRow.info;
import static io.kvlane.exporters.prometheus.MetricUnit.BYTES_PER_SECOND;
import static io.kvlane.exporters.prometheus.MetricUnit.NONE;
import static io.kvlane.exporters.prometheus.MetricUnit.RATIO;

import io.kvlane.core.peer.Asymmetry;
import io.kvlane.core.peer.Pair;
import io.kvlane.core.peer.PairBalance;
import io.kvlane.core.peer.PairState;
import io.kvlane.core.peer.PairTrend;
import io.kvlane.core.peer.TrendKind;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.exporters.prometheus.DataPoints.Sample;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Pairs: this node with each of the others that are shown, and how many there are. */
final class PairMetrics {

  /** What {@code kvlane_pair_asymmetry_ratio} compares. */
  static final String DIRECTIONS = "directions";

  static final String OPERATIONS = "operations";

  private static final String WHILE_FRESH =
      " Of shown pairs only. No series without a fresh verified run.";

  static final List<MetricRow> ROWS =
      List.of(
          gauge(
              "kvlane_transfer_smoothed_bandwidth_bytes_per_second",
              BYTES_PER_SECOND,
              "Bandwidth of verified default runs with another node, averaged so that the latest one"
                  + " weighs "
                  + PairTrend.NEWEST_WEIGHS
                  + "."
                  + WHILE_FRESH,
              TRANSFER,
              view ->
                  trends(view, (pair, trend) -> OptionalDouble.of(trend.smoothedBytesPerSecond()))),
          gauge(
              "kvlane_transfer_link_ratio",
              RATIO,
              "Smoothed bandwidth over the rate of the slower of both nodes' fastest active RDMA"
                  + " ports. No series where either has none."
                  + WHILE_FRESH,
              TRANSFER,
              view -> trends(view, view.judge()::linkRatio)),
          gauge(
              "kvlane_transfer_baseline_ratio",
              RATIO,
              "Smoothed bandwidth over what is usual for the pair, above 1 when it is faster. No series"
                  + " before the baseline is learned from "
                  + PairTrend.RUNS_TO_LEARN
                  + " runs."
                  + WHILE_FRESH,
              TRANSFER,
              view -> trends(view, (pair, trend) -> trend.baselineRatio())),
          gauge(
              "kvlane_pair_asymmetry_ratio",
              RATIO,
              "Bandwidth of the weaker direction or operation of a pair over that of the stronger one."
                  + " Of shown pairs only. No series before each side has two fresh verified runs,"
                  + " posted by both nodes.",
              List.of(PEER, BETWEEN),
              PairMetrics::asymmetries),
          gauge(
              "kvlane_peers",
              NONE,
              "Other nodes by how they do in this node's eyes, each in one state. Nodes that are no"
                  + " longer remembered count as not measured. No series where nobody says which nodes"
                  + " there are.",
              List.of(STATE),
              view -> states(view, view.node().peers().pairs().states(view.judge()))),
          gauge(
              "kvlane_pairs_of_interest",
              NONE,
              "The same for those with which this node is a pair of interest.",
              List.of(STATE),
              view -> states(view, view.node().peers().pairs().statesOfInterest(view.judge()))),
          info(
              "kvlane_cluster_info",
              "The cluster as this agent sees it. Agents with the same view meet each other. No series"
                  + " where nobody says which nodes there are.",
              List.of(VIEW, SOURCE),
              PairMetrics::cluster));

  private PairMetrics() {}

  private static Stream<Sample> trends(
      SnapshotView view, BiFunction<Pair, PairTrend, OptionalDouble> figure) {
    return view.runs().stream()
        .filter(run ->
            run.key().kind() == TransferKind.PEER
                && run.key().intent() == Intent.DEFAULT
                && run.key().memory() == Memory.HOST)
        .flatMap(run -> {
          Optional<Pair> pair = run.key().peer().flatMap(view.node().peers().pairs()::pair);
          return pair
              .flatMap(known ->
                  view.judge()
                      .trend(known, TrendKind.of(run.key().operation(), true))
                      .map(trend -> figure.apply(known, trend)))
              .orElse(OptionalDouble.empty())
              .stream()
              .mapToObj(run::sample);
        });
  }

  private static Stream<Sample> asymmetries(SnapshotView view) {
    return view.node()
        .peers()
        .pairs()
        .shownPairs()
        .flatMap(pair -> {
          PairBalance balance = new PairBalance(view.judge(), pair);
          return Stream.concat(
              balance.directions().stream().map(found -> sample(pair, DIRECTIONS, found)),
              balance.operations().stream().map(found -> sample(pair, OPERATIONS, found)));
        });
  }

  private static Sample sample(Pair pair, String between, Asymmetry<?> found) {
    return new Sample(PEER.of(pair.peer()).merge(BETWEEN.of(between)), found.ratio());
  }

  private static Stream<Sample> states(SnapshotView view, Map<PairState, Long> states) {
    return view.node().peers().cluster().isEmpty()
        ? Stream.empty()
        : states.entrySet().stream()
            .map(state -> new Sample(STATE.of(state.getKey()), (double) state.getValue()));
  }

  private static Stream<Labels> cluster(SnapshotView view) {
    return view.node().peers().cluster().stream()
        .flatMap(report ->
            view.node().peers().pairs().cluster().stream()
                .map(known -> VIEW.of(known.hash()).merge(SOURCE.of(report.source()))));
  }
}
