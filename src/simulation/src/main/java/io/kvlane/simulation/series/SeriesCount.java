package io.kvlane.simulation.series;

import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.exporters.prometheus.ScrapeResponse;
import io.kvlane.exporters.prometheus.SnapshotCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;

/** Counts series in the agent's own exposition. */
public final class SeriesCount {

  private SeriesCount() {}

  /** Series that a scrape of a node brings: lines that are no comment. */
  public static int of(NodeSnapshot snapshot) {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new SnapshotCollector(() -> snapshot));
    String text = new String(ScrapeResponse.of(registry, null).body(), StandardCharsets.UTF_8);
    return (int) text.lines().filter(line -> !line.startsWith("#")).count();
  }
}
