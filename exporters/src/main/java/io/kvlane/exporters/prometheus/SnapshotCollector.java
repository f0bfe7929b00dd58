package io.kvlane.exporters.prometheus;

import io.kvlane.core.snapshot.NodeSnapshot;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gives Prometheus the metrics of the latest snapshot. To be registered once a registry, for
 * example on {@code PrometheusMeterRegistry.getPrometheusRegistry()}.
 *
 * <p>Each scrape is made from the snapshot alone, so what left the node leaves the scrape too.
 */
public final class SnapshotCollector implements MultiCollector {

  private final Supplier<NodeSnapshot> latest;

  /**
   * Collects from whatever the supplier holds at the time of a scrape.
   *
   * @param latest asked once a scrape, by the scraping thread; must not block. Verdicts are judged
   *     stale at the snapshot's own time, so a snapshot that nobody renews never ages
   */
  public SnapshotCollector(Supplier<NodeSnapshot> latest) {
    this.latest = latest;
  }

  @Override
  public MetricSnapshots collect() {
    SnapshotView view = SnapshotView.of(latest.get());
    return new MetricSnapshots(
        MetricCatalog.ROWS.stream().map(row -> row.extractor().apply(view)).toList());
  }

  /** Names of all metrics, so that a registry refuses a second owner of one of them. */
  @Override
  public List<String> getPrometheusNames() {
    return MetricCatalog.ROWS.stream().map(row -> row.type().baseName(row.name())).toList();
  }
}
