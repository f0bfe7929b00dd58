package io.kvlane.agent.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.agent.it.DashboardFile.Query;
import io.kvlane.agent.it.PanelAnswers.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a panel shows, as text to look at: series by their legend, tables joined as Grafana's merge
 * joins them, by the labels that all queries have.
 */
final class PanelText {

  private final JsonNode panel;
  private final Map<Query, List<Series>> answers;

  PanelText(JsonNode panel, Map<Query, List<Series>> answers) {
    this.panel = panel;
    this.answers = answers;
  }

  /** The rows of a table, a cell by the name of its field; they differ in the common labels. */
  List<Map<String, String>> rows() {
    Set<String> common = commonLabels();
    Map<Map<String, String>, List<Map<String, String>>> rows = new LinkedHashMap<>();
    answers.forEach((query, series) ->
        series.forEach(one -> {
          Map<String, String> cells = new TreeMap<>(one.labels());
          cells.put(
              answers.size() > 1 ? "Value #" + query.name() : "Value",
              String.format(Locale.ROOT, "%.4g", one.latest()));
          Map<String, String> key = new TreeMap<>(one.labels());
          key.keySet().retainAll(common);
          join(rows.computeIfAbsent(key, _ -> new ArrayList<>()), cells);
        }));
    return rows.values().stream().flatMap(List::stream).toList();
  }

  /** Into the first row that says nothing else, as Grafana does. */
  private static void join(List<Map<String, String>> rows, Map<String, String> cells) {
    for (Map<String, String> row : rows) {
      if (cells.entrySet().stream()
          .allMatch(
              cell -> row.getOrDefault(cell.getKey(), cell.getValue()).equals(cell.getValue()))) {
        row.putAll(cells);
        return;
      }
    }
    rows.add(cells);
  }

  private Set<String> commonLabels() {
    List<Set<String>> all =
        answers.values().stream()
            .filter(series -> !series.isEmpty())
            .map(series -> series.getFirst().labels().keySet())
            .toList();
    Set<String> common = new TreeSet<>(all.isEmpty() ? Set.of() : all.getFirst());
    all.forEach(common::retainAll);
    return common;
  }

  /** Number of rows that tell of the same thing as another: what a join should have made one. */
  long rowsApart() {
    Set<String> common = commonLabels();
    return rows().stream()
        .map(row -> common.stream().map(row::get).collect(Collectors.joining("\n")))
        .collect(Collectors.groupingBy(key -> key, Collectors.counting()))
        .values()
        .stream()
        .filter(count -> count > 1)
        .count();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("== %s (%s)%n".formatted(panel.path("title").asText(), unit()));
    if (panel.path("type").asText().equals("table")) {
      table(text);
    } else {
      answers.forEach((query, series) ->
          series.forEach(one ->
              text.append("   %-60s %.6g%n".formatted(one.name(query.legend()), one.latest()))));
    }
    return text.append(System.lineSeparator()).toString();
  }

  private void table(StringBuilder text) {
    if (!matrix().isMissingNode()) {
      matrix(text);
      return;
    }
    List<String> fields = fields();
    List<Map<String, String>> rows = rows();
    text.append("   ").append(fields.stream().map(this::title).toList()).append('\n');
    rows.forEach(row ->
        text.append("   ")
            .append(
                fields.stream().map(field -> shown(field, row.getOrDefault(field, ""))).toList())
            .append('\n'));
  }

  private JsonNode matrix() {
    JsonNode first = panel.path("transformations").path(0);
    return first.path("id").asText().equals("groupingToMatrix")
        ? first.path("options")
        : first.path("none");
  }

  private void matrix(StringBuilder text) {
    Map<String, Map<String, String>> lines = new TreeMap<>();
    rows()
        .forEach(row ->
            lines
                .computeIfAbsent(
                    row.getOrDefault(matrix().path("rowField").asText(), ""), _ -> new TreeMap<>())
                .put(
                    row.getOrDefault(matrix().path("columnField").asText(), ""),
                    mapped(
                        panel.at("/fieldConfig/defaults/mappings"),
                        row.getOrDefault("Value", ""))));
    lines.forEach((line, cells) -> text.append("   %-44s %s%n".formatted(line, cells)));
  }

  /** The fields that are left, in the order in which they are shown. */
  private List<String> fields() {
    List<String> fields = new ArrayList<>();
    organized().path("indexByName").fieldNames().forEachRemaining(fields::add);
    return fields.isEmpty()
        ? rows().stream().flatMap(r -> r.keySet().stream()).distinct().toList()
        : fields;
  }

  private JsonNode organized() {
    JsonNode found = panel.path("transformations").path(0);
    for (JsonNode transformation : panel.path("transformations")) {
      if (transformation.path("id").asText().equals("organize")) {
        found = transformation;
      }
    }
    return found.path("options");
  }

  private String title(String field) {
    return organized().path("renameByName").path(field).asText(field);
  }

  /** The cell's value, or the text that takes its place. */
  private String shown(String field, String value) {
    for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
      if (override.path("matcher").path("options").asText().equals(title(field))) {
        for (JsonNode property : override.path("properties")) {
          if (property.path("id").asText().equals("mappings")) {
            return mapped(property.path("value"), value);
          }
        }
      }
    }
    return value;
  }

  private static String mapped(JsonNode mappings, String value) {
    String plain = value.replaceFirst("\\.0+$", "");
    return mappings.at("/0/options").path(plain).path("text").asText(value);
  }

  private String unit() {
    return panel.path("type").asText()
        + ", "
        + panel.path("fieldConfig").path("defaults").path("unit").asText();
  }
}
