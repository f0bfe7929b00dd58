package io.kvlane.exporters.prometheus;

/** What kind of figures a metric has. */
enum MetricType {
  /** A figure that rises and falls. */
  GAUGE("gauge", ""),

  /** A figure that only rises as long as the agent lives. */
  COUNTER("counter", "_total"),

  /** Durations, counted in buckets. */
  HISTOGRAM("histogram", ""),

  /** No figure: the labels say everything and the value is always 1. */
  INFO("info", "_info");

  private final String text;
  private final String suffix;

  MetricType(String text, String suffix) {
    this.text = text;
    this.suffix = suffix;
  }

  /** The type as OpenMetrics names it. */
  String text() {
    return text;
  }

  /**
   * A metric's name without the suffix of its type. client_java wants it so, and adds the suffix
   * itself where a format has one.
   *
   * @param name the name that queries use
   */
  String baseName(String name) {
    if (!name.endsWith(suffix)) {
      throw new IllegalArgumentException(text + " " + name + " must end in " + suffix);
    }
    return name.substring(0, name.length() - suffix.length());
  }
}
