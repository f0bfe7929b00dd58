package io.kvlane.dashboards;

import io.kvlane.exporters.prometheus.StoredMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the metrics and labels that a panel's query or legend names with the catalogue. Not a
 * parser: promtool sees to the syntax.
 */
final class PanelSelectors {

  private static final Map<String, StoredMetric> CATALOGUE =
      StoredMetric.all().stream()
          .collect(Collectors.toMap(StoredMetric::name, Function.identity()));

  /** What Prometheus itself adds, with their labels; ALERTS has those of the alerts besides. */
  private static final Map<String, Set<String>> OF_PROMETHEUS =
      Map.of(
          "up", Set.of(),
          "scrape_duration_seconds", Set.of(),
          "ALERTS", Set.of("alertname", "alertstate", "severity", "peer"));

  /** Labels that the scrape configuration gives every series. */
  private static final Set<String> OF_THE_SCRAPE = Set.of("job", "instance", "node");

  private static final Pattern METRIC =
      Pattern.compile(
          "(?<![\\w\"=~/{.-])(?<name>(?:kvlane[_:]|up\\b|ALERTS\\b|scrape_)[\\w:]*)"
              + "(?:\\{(?<matchers>[^}]*)})?");
  private static final Pattern MATCHER =
      Pattern.compile("(?<label>\\w+)(?<operator>=~|!~|!=|=)\"(?<value>[^\"]*)\"");
  private static final Pattern LABELS =
      Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\((?<labels>[^)]*)\\)");
  private static final Pattern MADE =
      Pattern.compile("\"(?<label>\\w+)\", \"\\$1\", \"(?<source>\\w+)\"");
  private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{\\s*(?<label>\\w+)\\s*}}");

  private PanelSelectors() {}

  /** What is named and is not there; empty when all is well. */
  static List<String> unknown(String expression, String legend) {
    List<String> unknown = new ArrayList<>();
    Set<String> labels = new HashSet<>(OF_THE_SCRAPE);
    Matcher metric = METRIC.matcher(expression);
    while (metric.find()) {
      String name = metric.group("name");
      Set<String> own = labelsOf(name);
      if (!CATALOGUE.containsKey(name) && !OF_PROMETHEUS.containsKey(name)) {
        unknown.add("metric " + name);
      }
      labels.addAll(own);
      String matchers = metric.group("matchers");
      if (matchers != null) {
        ofMatchers(name, own, matchers).forEach(unknown::add);
      }
    }
    Matcher made = MADE.matcher(expression);
    while (made.find()) {
      if (!labels.contains(made.group("source"))) {
        unknown.add("label " + made.group("source"));
      }
      labels.add(made.group("label"));
    }
    named(LABELS, expression)
        .flatMap(list -> Arrays.stream(list.split(",")))
        .map(String::strip)
        .filter(label -> !label.isEmpty() && !labels.contains(label))
        .forEach(label -> unknown.add("label " + label));
    named(IN_LEGEND, legend)
        .filter(label -> !labels.contains(label))
        .forEach(label -> unknown.add("label " + label + " in the legend"));
    return unknown;
  }

  private static Set<String> labelsOf(String name) {
    Set<String> labels = new HashSet<>(OF_THE_SCRAPE);
    if (CATALOGUE.containsKey(name)) {
      labels.addAll(CATALOGUE.get(name).labels().keySet());
    }
    labels.addAll(OF_PROMETHEUS.getOrDefault(name, Set.of()));
    return labels;
  }

  private static List<String> ofMatchers(String name, Set<String> own, String matchers) {
    List<String> unknown = new ArrayList<>();
    Matcher matcher = MATCHER.matcher(matchers);
    while (matcher.find()) {
      String label = matcher.group("label");
      if (!own.contains(label)) {
        unknown.add("label " + label + " of " + name);
      }
      Set<String> known =
          CATALOGUE.containsKey(name)
              ? CATALOGUE.get(name).labels().getOrDefault(label, Set.of())
              : Set.of();
      String value = matcher.group("value");
      if (!known.isEmpty() && !value.contains("$")) {
        Arrays.stream(value.split("\\|"))
            .filter(one -> !known.contains(one))
            .forEach(one -> unknown.add("value " + one + " of " + label + " of " + name));
      }
    }
    return unknown;
  }

  private static Stream<String> named(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1));
  }
}
