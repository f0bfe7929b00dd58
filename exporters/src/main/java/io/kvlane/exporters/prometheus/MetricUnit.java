package io.kvlane.exporters.prometheus;

import io.prometheus.metrics.model.snapshots.Unit;
import org.jspecify.annotations.Nullable;

/** The unit of a metric. Its name ends in the unit, as OpenMetrics demands. */
enum MetricUnit {
  /** A count, a state or information: no unit. */
  NONE(""),

  /** Bytes. */
  BYTES("bytes"),

  /** Bytes a second. */
  BYTES_PER_SECOND("bytes_per_second"),

  /** Seconds. */
  SECONDS("seconds"),

  /** A share, 1 for the whole. */
  RATIO("ratio");

  private final String text;

  MetricUnit(String text) {
    this.text = text;
  }

  /** The unit as it ends a metric's name, empty for none. */
  String text() {
    return text;
  }

  /**
   * The unit in client_java's type, null for none; with it, OpenMetrics has a {@code # UNIT} line.
   */
  @Nullable Unit exposed() {
    return text.isEmpty() ? null : new Unit(text);
  }
}
