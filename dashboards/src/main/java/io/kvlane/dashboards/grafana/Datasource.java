package io.kvlane.dashboards.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The Prometheus that is asked: the one that the reader chose, never one of ours. */
final class Datasource {

  static final ObjectNode REFERENCE = Json.object("type", "prometheus", "uid", "${datasource}");

  private Datasource() {}
}
