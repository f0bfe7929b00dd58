package io.kvlane.dashboards.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A variable that the reader sets at the top of a dashboard.
 *
 * @param definition what Grafana reads
 */
record Variable(ObjectNode definition) {

  /** Which Prometheus to ask. */
  static Variable datasource() {
    return new Variable(
        Json.object(
            "type",
            "datasource",
            "name",
            "datasource",
            "label",
            "Prometheus",
            "query",
            "prometheus",
            "regex",
            "",
            "refresh",
            1,
            "hide",
            0,
            "multi",
            false,
            "includeAll",
            false,
            "skipUrlSync",
            false,
            "options",
            List.of()));
  }

  /** One value of a label, such as {@code label_values(metric, label)}. */
  static Variable one(String name, String label, String query) {
    return labelValues(name, label, query);
  }

  /** Any number of values of a label, all at first. */
  static Variable several(String name, String label, String query) {
    ObjectNode all = Json.object("selected", true, "text", "All", "value", "$__all");
    Variable variable = labelValues(name, label, query);
    variable
        .definition()
        .put("multi", true)
        .put("includeAll", true)
        .put("allValue", ".*")
        .set("current", all);
    return variable;
  }

  private static Variable labelValues(String name, String label, String query) {
    return new Variable(
        Json.object(
            "type",
            "query",
            "name",
            name,
            "label",
            label,
            "datasource",
            Datasource.REFERENCE,
            "definition",
            query,
            "query",
            Json.object("qryType", 1, "query", query, "refId", "variable-" + name),
            "regex",
            "",
            // On every change of the time range: nodes come and go.
            "refresh",
            2,
            // By number within a name: node-9 before node-10.
            "sort",
            3,
            "hide",
            0,
            "multi",
            false,
            "includeAll",
            false,
            "skipUrlSync",
            false,
            "options",
            List.of()));
  }
}
