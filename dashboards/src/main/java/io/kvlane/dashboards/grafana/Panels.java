package io.kvlane.dashboards.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Panels of the types that the dashboards use, with the options that all of a type share. */
final class Panels {

  private static final ObjectNode LATEST =
      Json.object("calcs", List.of("lastNotNull"), "fields", "", "values", false);

  private Panels() {}

  /** One figure, the newest of the time range. */
  static Panel stat(String title, String description, int width, Unit unit) {
    ObjectNode options =
        Json.object(
            "graphMode",
            "none",
            "colorMode",
            "value",
            "justifyMode",
            "auto",
            "textMode",
            "auto",
            "wideLayout",
            true,
            "showPercentChange",
            false,
            "percentChangeColorMode",
            "standard",
            "orientation",
            "auto",
            "reduceOptions",
            LATEST);
    return new Panel("stat", title, description, width, 4, options)
        .unit(unit)
        .thresholds(Thresholds.always(Colour.NEUTRAL))
        .noValue("no data");
  }

  /** Lines over time. Gaps stay gaps: nobody measured. */
  static Panel graph(String title, String description, int width, Unit unit) {
    ObjectNode options =
        Json.object(
            "legend",
            Json.object(
                "displayMode",
                "table",
                "placement",
                "bottom",
                "showLegend",
                true,
                "calcs",
                List.of("lastNotNull", "min", "max")),
            "tooltip",
            Json.object("mode", "multi", "sort", "desc"));
    return new Panel("timeseries", title, description, width, 9, options)
        .unit(unit)
        .standard("min", 0)
        .standard("color", Json.object("mode", "palette-classic"))
        .custom("drawStyle", "line")
        .custom("lineInterpolation", "linear")
        .custom("lineWidth", 1)
        .custom("fillOpacity", 8)
        .custom("showPoints", "auto")
        .custom("spanNulls", false);
  }

  /** The same with the series on top of each other. */
  static Panel stacked(String title, String description, int width, Unit unit) {
    return graph(title, description, width, unit)
        .custom("fillOpacity", 40)
        .custom("stacking", Json.object("mode", "normal", "group", "A"));
  }

  /** A bar a series, which changes its colour and text with the state. */
  static Panel timeline(String title, String description, int width, Mappings states) {
    ObjectNode options =
        Json.object(
            "showValue",
            "auto",
            "rowHeight",
            0.9,
            "mergeValues",
            true,
            "alignValue",
            "left",
            "legend",
            Json.object(
                "displayMode",
                "list",
                "placement",
                "bottom",
                "showLegend",
                true,
                "calcs",
                List.of()),
            "tooltip",
            Json.object("mode", "single", "sort", "none"));
    return new Panel("state-timeline", title, description, width, 8, options)
        .unit(Unit.TEXT)
        .thresholds(Thresholds.always(Colour.UNKNOWN))
        .mappings(states)
        .custom("lineWidth", 0)
        .custom("fillOpacity", 70);
  }

  /** How many of which duration in each interval. */
  static Panel durations(String title, String description, int width, String buckets) {
    ObjectNode options =
        Json.object(
            "calculate",
            false,
            "color",
            Json.object(
                "mode",
                "scheme",
                "scheme",
                "Oranges",
                "fill",
                "dark-orange",
                "scale",
                "exponential",
                "exponent",
                0.5,
                "steps",
                64,
                "reverse",
                false),
            "showValue",
            "never",
            "cellGap",
            1,
            "filterValues",
            Json.object("le", 1e-9),
            "rowsFrame",
            Json.object("layout", "auto"),
            "yAxis",
            Json.object("axisPlacement", "left", "reverse", false, "unit", Unit.SECONDS.grafana()),
            "legend",
            Json.object("show", true),
            "tooltip",
            Json.object("mode", "single", "yHistogram", false, "showColorScale", false),
            "exemplars",
            Json.object("color", "rgba(255,0,255,0.7)"));
    return new Panel("heatmap", title, description, width, 9, options)
        .unit(Unit.COUNT)
        .query(new Query(buckets, "{{le}}", Query.Kind.BUCKETS));
  }

  /** A text in Markdown. */
  static Panel text(String title, String description, int width, int height, String content) {
    return new Panel(
        "text",
        title,
        description,
        width,
        height,
        Json.object("mode", "markdown", "content", content));
  }
}
