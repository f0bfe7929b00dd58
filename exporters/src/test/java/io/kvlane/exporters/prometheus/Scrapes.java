package io.kvlane.exporters.prometheus;

import io.kvlane.core.snapshot.NodeSnapshot;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a scraper gets of a snapshot. */
final class Scrapes {

  /** What Prometheus 2 sends. */
  static final String OPEN_METRICS_ACCEPT =
      "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

  private Scrapes() {}

  static String text(NodeSnapshot snapshot) {
    return body(snapshot, null);
  }

  static String openMetrics(NodeSnapshot snapshot) {
    return body(snapshot, OPEN_METRICS_ACCEPT);
  }

  /** The series of a scrape: every line that is no comment, with its value. */
  static List<String> series(NodeSnapshot snapshot) {
    return text(snapshot).lines().filter(line -> !line.startsWith("#")).toList();
  }

  /** The series of one metric. */
  static List<String> series(NodeSnapshot snapshot, String name) {
    return series(snapshot).stream().filter(line -> line.matches(name + "[{ ].*")).toList();
  }

  private static String body(NodeSnapshot snapshot, @Nullable String accept) {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new SnapshotCollector(() -> snapshot));
    return new String(ScrapeResponse.of(registry, accept).body(), StandardCharsets.UTF_8);
  }
}
