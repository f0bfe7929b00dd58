package io.kvlane.dashboards.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A dashboard.
 *
 * @param uid by which links find it
 * @param title what people see
 * @param description one sentence
 * @param variables in the order in which they are shown; the last depend on the first
 * @param rows from top to bottom
 */
record Dashboard(
    String uid, String title, String description, List<Variable> variables, List<Row> rows) {

  /** What Grafana 10.0 writes; newer ones raise it when they read it. */
  private static final int SCHEMA_VERSION = 38;

  private static final int COLUMNS = 24;

  /** Panels below a heading. */
  record Row(String title, List<Panel> panels) {

    Row {
      panels = List.copyOf(panels);
    }
  }

  Dashboard {
    variables = List.copyOf(variables);
    rows = List.copyOf(rows);
  }

  /** The text of the file that Grafana reads. */
  String text() {
    return Json.text(json());
  }

  private ObjectNode json() {
    ObjectNode navigation =
        Json.object(
            "type",
            "dashboards",
            "title",
            "kvlane",
            "tags",
            List.of("kvlane"),
            "asDropdown",
            false,
            "includeVars",
            true,
            "keepTime",
            true,
            "targetBlank",
            false,
            "icon",
            "external link",
            "tooltip",
            "",
            "url",
            "");
    ObjectNode dashboard = Json.object();
    dashboard.putNull("id");
    dashboard.put("uid", uid).put("title", title).put("description", description);
    dashboard.set("tags", Json.array(List.of("kvlane")));
    dashboard.put("timezone", "browser").put("editable", true).put("graphTooltip", 1);
    dashboard.set("time", Json.object("from", "now-6h", "to", "now"));
    dashboard.put("refresh", "1m").put("schemaVersion", SCHEMA_VERSION).put("version", 1);
    dashboard.set("links", Json.array(List.of(navigation)));
    dashboard.set("annotations", Json.object("list", List.of()));
    dashboard.set(
        "templating", Json.object("list", variables.stream().map(Variable::definition).toList()));
    dashboard.set("panels", panels());
    return dashboard;
  }

  /** Panels from left to right, in a new line where one does not fit. */
  private ArrayNode panels() {
    ArrayNode placed = Json.array(List.of());
    int y = 0;
    for (Row row : rows) {
      placed.add(heading(row, placed.size() + 1, y));
      y++;
      int x = 0;
      int lineHeight = 0;
      for (Panel panel : row.panels()) {
        if (x + panel.width() > COLUMNS) {
          y += lineHeight;
          x = 0;
          lineHeight = 0;
        }
        placed.add(panel.json(placed.size() + 1, x, y));
        x += panel.width();
        lineHeight = Math.max(lineHeight, panel.height());
      }
      y += lineHeight;
    }
    return placed;
  }

  private static ObjectNode heading(Row row, int id, int y) {
    return Json.object(
        "id",
        id,
        "type",
        "row",
        "title",
        row.title(),
        "collapsed",
        false,
        "gridPos",
        Json.object("h", 1, "w", COLUMNS, "x", 0, "y", y),
        "panels",
        List.of());
  }
}
