package io.kvlane.agent.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kvlane.agent.samples.Repository;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A dashboard as Grafana reads it from its file, with what it asks Prometheus for. */
final class DashboardFile {

  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((?<series>.+), (?<label>\\w+)\\)");

  private final JsonNode dashboard;

  private DashboardFile(JsonNode dashboard) {
    this.dashboard = dashboard;
  }

  /**
   * A query of a panel.
   *
   * @param panel title of the panel
   * @param name the query's name there
   * @param expression with the dashboard's variables
   * @param legend with labels in double braces
   * @param instant whether the panel wants the newest values only
   */
  record Query(String panel, String name, String expression, String legend, boolean instant) {

    @Override
    public String toString() {
      return panel + " " + name;
    }
  }

  /** A variable that takes its values from the label of series. */
  record Variable(String name, String series, String label) {}

  /** Reads a file below {@code dashboards/grafana}. */
  static DashboardFile of(String name) throws IOException {
    return new DashboardFile(
        JsonMapper.builder()
            .build()
            .readTree(Repository.file("dashboards/grafana/" + name).toFile()));
  }

  Stream<JsonNode> panels() {
    return dashboard.path("panels").valueStream();
  }

  static List<Query> queries(JsonNode panel) {
    return panel
        .path("targets")
        .valueStream()
        .map(target ->
            new Query(
                panel.path("title").asText(),
                target.path("refId").asText(),
                target.path("expr").asText(),
                target.path("legendFormat").asText(),
                target.path("instant").asBoolean()))
        .toList();
  }

  List<Variable> variables() {
    return dashboard
        .path("templating")
        .path("list")
        .valueStream()
        .filter(variable -> variable.path("type").asText().equals("query"))
        .map(DashboardFile::variable)
        .toList();
  }

  private static Variable variable(JsonNode variable) {
    String query = variable.path("query").path("query").asText();
    Matcher matcher = LABEL_VALUES.matcher(query);
    if (!matcher.matches()) {
      throw new AssertionError("not a query of a label's values: " + query);
    }
    return new Variable(
        variable.path("name").asText(), matcher.group("series"), matcher.group("label"));
  }
}
