package io.kvlane.exporters.prometheus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A metric of the catalogue as Prometheus stores it and queries name it, for those who check
 * queries: a histogram is three of them. Labels that a scrape adds ({@code job}, {@code instance},
 * {@code node}) are not part of it. Immutable.
 *
 * @param name name of the series
 * @param labels names of its labels; for each the values that it can have in any metric, empty
 *     where they come from the node or the cluster
 */
public record StoredMetric(String name, Map<String, Set<String>> labels) {

  /** Copies the labels. */
  public StoredMetric {
    labels = Map.copyOf(labels);
  }

  /** All that the catalogue has; the list never changes. */
  public static List<StoredMetric> all() {
    return MetricCatalog.ROWS.stream().flatMap(StoredMetric::of).toList();
  }

  private static Stream<StoredMetric> of(MetricRow row) {
    if (row.type() != MetricType.HISTOGRAM) {
      return Stream.of(new StoredMetric(row.name(), labels(row.labels())));
    }
    Map<String, Set<String>> ofBuckets = labels(row.labels());
    ofBuckets.put("le", Set.of());
    return Stream.of(
        new StoredMetric(row.name() + "_bucket", ofBuckets),
        new StoredMetric(row.name() + "_count", labels(row.labels())),
        new StoredMetric(row.name() + "_sum", labels(row.labels())));
  }

  private static Map<String, Set<String>> labels(List<MetricLabel> labels) {
    Map<String, Set<String>> named = new LinkedHashMap<>();
    labels.forEach(label -> named.put(label.exposed(), label.known()));
    return named;
  }
}
