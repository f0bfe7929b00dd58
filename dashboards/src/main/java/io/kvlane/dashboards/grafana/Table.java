package io.kvlane.dashboards.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table, while it is put together: a row for each set of labels that all queries have in common,
 * a column for each label, and one for the value of each query. A cell is empty where a query has
 * no such series.
 */
final class Table {

  private final Panel panel;
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final List<String> hidden = new ArrayList<>();
  private int queries;

  private Table(String title, String description, int width, int height) {
    ObjectNode options =
        Json.object(
            "frameIndex",
            0,
            "showHeader",
            true,
            "cellHeight",
            "sm",
            "footer",
            Json.object("show", false, "reducer", List.of(), "countRows", false));
    this.panel =
        new Panel("table", title, description, width, height, options)
            .unit(Unit.TEXT)
            .thresholds(Thresholds.always(Colour.UNKNOWN))
            .custom("align", "auto")
            .custom("cellOptions", Json.object("type", "auto"))
            .custom("inspect", false)
            .custom("filterable", true);
  }

  static Table of(String title, String description, int width, int height) {
    return new Table(title, description, width, height);
  }

  /** A column for a label of the series. */
  Table label(String label, Column column) {
    columns.put(label, column);
    return this;
  }

  /** A query, and a column for its value. */
  Table value(Column column, String expression) {
    columns.put(valueOf(queries), column);
    return add(expression);
  }

  /** A query whose labels are shown and whose value says nothing. */
  Table labelsOf(String expression) {
    hidden.add(valueOf(queries));
    return add(expression);
  }

  private Table add(String expression) {
    queries++;
    panel.query(new Query(expression, "", Query.Kind.TABLE));
    return this;
  }

  /** Sorted by a column. */
  Table sortedBy(String title, boolean descending) {
    panel.option("sortBy", List.of(Json.object("displayName", title, "desc", descending)));
    return this;
  }

  /** What is shown when there is no row. */
  Table noValue(String text) {
    panel.noValue(text);
    return this;
  }

  /** The finished panel, its columns in the order in which they were given. */
  Panel panel() {
    ObjectNode excluded = Json.object("Time", true);
    hidden.forEach(query -> excluded.put(field(query), true));
    ObjectNode order = Json.object();
    ObjectNode names = Json.object();
    columns.forEach((field, column) -> arrange(field(field), column, order, names));
    if (queries > 1) {
      panel.transformation("merge", Json.object());
    }
    return panel.transformation(
        "organize",
        Json.object("excludeByName", excluded, "indexByName", order, "renameByName", names));
  }

  private void arrange(String field, Column column, ObjectNode order, ObjectNode names) {
    order.put(field, order.size());
    names.put(field, column.title());
    panel.column(column.title(), column.properties());
  }

  private static String valueOf(int query) {
    return "Value #" + Panel.name(query);
  }

  /** Grafana calls the value of a single query otherwise than those of several. */
  private String field(String field) {
    return queries == 1 && field.equals(valueOf(0)) ? "Value" : field;
  }

  /** A table that has a column for each value of one label, and a row for each of another. */
  static Panel matrix(
      String title,
      String description,
      int width,
      int height,
      String rows,
      String columns,
      String expression) {
    return new Table(title, description, width, height)
        .panel
        .query(new Query(expression, "", Query.Kind.TABLE))
        .transformation(
            "groupingToMatrix",
            Json.object(
                "rowField",
                rows,
                "columnField",
                columns,
                "valueField",
                "Value",
                "emptyValue",
                "null"));
  }
}
