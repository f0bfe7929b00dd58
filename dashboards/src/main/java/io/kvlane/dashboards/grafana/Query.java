package io.kvlane.dashboards.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A query of a panel.
 *
 * @param expression in PromQL, with variables of the dashboard
 * @param legend name of a series, with its labels in double braces; empty in a table
 * @param kind what is asked for
 */
record Query(String expression, String legend, Kind kind) {

  /** What is asked for, and how it comes. */
  enum Kind {
    /** The values of the time range. */
    RANGE(false, "time_series"),
    /** The values at its end, one series a field. */
    INSTANT(true, "time_series"),
    /** The values at its end, one series a row. */
    TABLE(true, "table"),
    /** Buckets of a histogram over the time range. */
    BUCKETS(false, "heatmap");

    private final boolean instant;
    private final String format;

    Kind(boolean instant, String format) {
      this.instant = instant;
      this.format = format;
    }
  }

  /** The query with the name that it has in its panel. */
  ObjectNode json(String name) {
    return Json.object(
        "refId",
        name,
        "datasource",
        Datasource.REFERENCE,
        "editorMode",
        "code",
        "expr",
        expression,
        "legendFormat",
        legend.isEmpty() ? "__auto" : legend,
        "format",
        kind.format,
        "instant",
        kind.instant,
        "range",
        !kind.instant);
  }
}
