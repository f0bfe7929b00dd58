package io.kvlane.dashboards.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A panel, while it is put together; {@link Panels} and {@link Table} start one. */
final class Panel {

  private final String type;
  private final String title;
  private final String description;
  private final int width;
  private final int height;
  private final List<Query> queries = new ArrayList<>();
  private final ObjectNode defaults = Json.object();
  private final ObjectNode custom = Json.object();
  private final ArrayNode overrides = Json.array(List.of());
  private final ObjectNode options;
  private final ArrayNode transformations = Json.array(List.of());

  /**
   * Starts a panel.
   *
   * @param type a panel that Grafana has built in
   * @param description what it shows, and what it means when there is nothing
   * @param width in columns, of which a dashboard has 24
   * @param height in rows of the grid
   */
  Panel(String type, String title, String description, int width, int height, ObjectNode options) {
    this.type = type;
    this.title = title;
    this.description = description;
    this.width = width;
    this.height = height;
    this.options = options;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  Panel query(Query query) {
    queries.add(query);
    return this;
  }

  /** A query over the time range. */
  Panel range(String legend, String expression) {
    return query(new Query(expression, legend, Query.Kind.RANGE));
  }

  /** A query at the end of the time range. */
  Panel instant(String legend, String expression) {
    return query(new Query(expression, legend, Query.Kind.INSTANT));
  }

  Panel unit(Unit unit) {
    defaults.put("unit", unit.grafana());
    return this;
  }

  /** What is shown in place of a value that is not there. */
  Panel noValue(String text) {
    defaults.put("noValue", text);
    return this;
  }

  /** Colours by value. */
  Panel thresholds(Thresholds thresholds) {
    defaults.set("color", Json.object("mode", "thresholds"));
    defaults.set("thresholds", thresholds.json());
    return this;
  }

  /** Texts and colours in place of values. */
  Panel mappings(Mappings mappings) {
    defaults.set("mappings", mappings.json());
    return this;
  }

  /** A field of Grafana's standard options. */
  Panel standard(String name, Object value) {
    defaults.setAll(Json.object(name, value));
    return this;
  }

  /** A field option that only this type of panel has. */
  Panel custom(String name, Object value) {
    custom.setAll(Json.object(name, value));
    return this;
  }

  /** An option of the panel. */
  Panel option(String name, Object value) {
    options.setAll(Json.object(name, value));
    return this;
  }

  /** Properties of a column, by the name that it has in the end. */
  Panel column(String name, ArrayNode properties) {
    overrides.add(
        Json.object(
            "matcher", Json.object("id", "byName", "options", name), "properties", properties));
    return this;
  }

  /**
   * A dashed line in a colour of its own for what the latest query gives: what others are held to.
   */
  Panel asReference(Colour colour) {
    overrides.add(
        Json.object(
            "matcher",
            Json.object("id", "byFrameRefID", "options", name(queries.size() - 1)),
            "properties",
            List.of(
                property("color", Json.object("mode", "fixed", "fixedColor", colour.grafana())),
                property("custom.lineStyle", Json.object("fill", "dash", "dash", List.of(10, 10))),
                property("custom.fillOpacity", 0),
                property("custom.stacking", Json.object("mode", "none", "group", "A")))));
    return this;
  }

  static ObjectNode property(String id, Object value) {
    return Json.object("id", id, "value", value);
  }

  /** A step between the answers and what is shown. */
  Panel transformation(String id, ObjectNode transformationOptions) {
    transformations.add(Json.object("id", id, "options", transformationOptions));
    return this;
  }

  /** Name of a query in the panel: A, B, … */
  static String name(int index) {
    return Character.toString('A' + index);
  }

  /** The panel at a place of the grid. */
  ObjectNode json(int id, int x, int y) {
    ArrayNode targets = Json.array(List.of());
    for (int i = 0; i < queries.size(); i++) {
      targets.add(queries.get(i).json(name(i)));
    }
    ObjectNode fields = defaults.deepCopy();
    fields.set("custom", custom);
    ObjectNode panel =
        Json.object(
            "id",
            id,
            "type",
            type,
            "title",
            title,
            "description",
            description,
            "gridPos",
            Json.object("h", height, "w", width, "x", x, "y", y));
    if (!queries.isEmpty()) {
      panel.set("datasource", Datasource.REFERENCE);
      panel.set("targets", targets);
    }
    panel.set("fieldConfig", Json.object("defaults", fields, "overrides", overrides));
    panel.set("options", options);
    if (!transformations.isEmpty()) {
      panel.set("transformations", transformations);
    }
    return panel;
  }
}
