package io.kvlane.dashboards.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A link of a cell in a table. The address may name the cell's value and the dashboard's variables.
 */
record Link(String title, String url, boolean newTab) {

  /** To the dashboard of the node that the cell names. */
  static final Link NODE =
      new Link(
          "Dashboard of ${__value.text}",
          "/d/kvlane-node?var-node=${__value.raw}&${datasource:queryparam}&${__url_time_range}",
          false);

  /** To the runbook page of the rule that the cell names. */
  static final Link RUNBOOK =
      new Link(
          "Runbook of ${__value.raw}",
          "https://runbooks.example.org/kvlane/${__value.raw}.md",
          true);

  ObjectNode json() {
    return Json.object("title", title, "url", url, "targetBlank", newTab);
  }
}
