package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.MetricLabel.ROLE;
import static io.kvlane.exporters.prometheus.MetricRow.gauge;
import static io.kvlane.exporters.prometheus.MetricUnit.NONE;

import io.kvlane.exporters.prometheus.DataPoints.Sample;
import java.util.List;
import java.util.stream.Stream;

/** Placement: which workers are on this node. */
final class PlacementMetrics {

  static final List<MetricRow> ROWS =
      List.of(
          gauge(
              "kvlane_worker_pods",
              NONE,
              "Worker pods of this node that have not ended. No series outside Kubernetes, and when"
                  + " nothing was heard of pods for 15 minutes.",
              List.of(ROLE),
              PlacementMetrics::pods));

  private PlacementMetrics() {}

  private static Stream<Sample> pods(SnapshotView view) {
    return view.node().workers().countByRole(view.node().at()).stream()
        .flatMap(counts -> counts.entrySet().stream())
        .map(count -> new Sample(ROLE.of(count.getKey().label()), count.getValue()));
  }
}
