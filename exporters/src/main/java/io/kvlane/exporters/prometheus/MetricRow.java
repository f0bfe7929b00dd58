package io.kvlane.exporters.prometheus;

import io.kvlane.exporters.prometheus.DataPoints.Distribution;
import io.kvlane.exporters.prometheus.DataPoints.Sample;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One metric: all that is known of it in one place.
 *
 * @param name name that queries use, with its suffix
 * @param type what kind of figures it has
 * @param unit unit of the figures
 * @param help what it says, and when it has no series, in one or two sentences
 * @param labels labels that every series has
 * @param extractor takes the metric out of a snapshot; without data points when there is none
 */
record MetricRow(
    String name,
    MetricType type,
    MetricUnit unit,
    String help,
    List<MetricLabel> labels,
    Function<SnapshotView, MetricSnapshot> extractor) {

  static MetricRow gauge(
      String name,
      MetricUnit unit,
      String help,
      List<MetricLabel> labels,
      Function<SnapshotView, Stream<Sample>> samples) {
    return row(MetricType.GAUGE, name, unit, help, labels, samples, DataPoints::gauge);
  }

  static MetricRow counter(
      String name,
      MetricUnit unit,
      String help,
      List<MetricLabel> labels,
      Function<SnapshotView, Stream<Sample>> samples) {
    return row(MetricType.COUNTER, name, unit, help, labels, samples, DataPoints::counter);
  }

  static MetricRow histogram(
      String name,
      MetricUnit unit,
      String help,
      List<MetricLabel> labels,
      Function<SnapshotView, Stream<Distribution>> distributions) {
    return row(
        MetricType.HISTOGRAM, name, unit, help, labels, distributions, DataPoints::histogram);
  }

  static MetricRow info(
      String name,
      String help,
      List<MetricLabel> labels,
      Function<SnapshotView, Stream<Labels>> series) {
    return row(MetricType.INFO, name, MetricUnit.NONE, help, labels, series, DataPoints::info);
  }

  private static <T> MetricRow row(
      MetricType type,
      String name,
      MetricUnit unit,
      String help,
      List<MetricLabel> labels,
      Function<SnapshotView, Stream<T>> figures,
      BiFunction<MetricMetadata, Stream<T>, MetricSnapshot> exposed) {
    MetricMetadata metadata = new MetricMetadata(type.baseName(name), help, unit.exposed());
    return new MetricRow(
        name, type, unit, help, labels, view -> exposed.apply(metadata, figures.apply(view)));
  }
}
