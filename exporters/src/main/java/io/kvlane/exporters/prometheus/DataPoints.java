package io.kvlane.exporters.prometheus;

import io.kvlane.core.snapshot.Histogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Figures in client_java's types. */
final class DataPoints {

  private static final long NO_CREATED_TIMESTAMP = 0;

  private DataPoints() {}

  /**
   * One figure.
   *
   * @param labels what it is the figure of
   * @param value in the metric's unit
   */
  record Sample(Labels labels, double value) {}

  /** The durations of one kind of run. */
  record Distribution(Labels labels, Histogram durations) {}

  static MetricSnapshot gauge(MetricMetadata metadata, Stream<Sample> samples) {
    return new GaugeSnapshot(
        metadata,
        samples
            .map(sample -> new GaugeDataPointSnapshot(sample.value(), sample.labels(), null))
            .toList());
  }

  static MetricSnapshot counter(MetricMetadata metadata, Stream<Sample> samples) {
    return new CounterSnapshot(
        metadata,
        samples
            .map(sample ->
                new CounterDataPointSnapshot(
                    sample.value(), sample.labels(), null, NO_CREATED_TIMESTAMP))
            .toList());
  }

  static MetricSnapshot histogram(MetricMetadata metadata, Stream<Distribution> distributions) {
    return new HistogramSnapshot(
        metadata,
        distributions
            .map(distribution ->
                new HistogramDataPointSnapshot(
                    buckets(distribution.durations()),
                    distribution.durations().sumSeconds(),
                    distribution.labels(),
                    Exemplars.EMPTY,
                    NO_CREATED_TIMESTAMP))
            .toList());
  }

  static MetricSnapshot info(MetricMetadata metadata, Stream<Labels> series) {
    return new InfoSnapshot(metadata, series.map(InfoDataPointSnapshot::new).toList());
  }

  private static ClassicHistogramBuckets buckets(Histogram durations) {
    List<Double> bounds = new ArrayList<>(durations.boundsSeconds());
    bounds.add(Double.POSITIVE_INFINITY);
    return ClassicHistogramBuckets.of(bounds, durations.counts());
  }
}
