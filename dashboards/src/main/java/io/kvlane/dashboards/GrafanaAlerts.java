package io.kvlane.dashboards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The alerts as a provisioning file of Grafana. Recording rules are not in it: they stay in
 * Prometheus, and the alerts query what it records.
 *
 * <p>An alert's expression gives series only where something is wrong, so query A asks for it, and
 * threshold B takes whatever comes: no figure of ours is below 0. No series is no alert.
 */
final class GrafanaAlerts {

  /** What the data source must be called, or what is to be replaced. */
  static final String DATASOURCE = "prometheus";

  private static final String HEAD =
      """
      # Generated from ../prometheus/kvlane-rules.yaml: change that and run `make docs`. Put it into Grafana's
      # provisioning/alerting directory. The recording rules stay in Prometheus, which must load
      # kvlane-rules.yaml; without them most of these alerts see nothing.
      #
      # The uid of your Prometheus data source is assumed to be `prometheus`.
      """;

  private static final int WINDOW_SECONDS = 600;

  /** Grafana's {@code $value} is a text of all values; the number is that of query A. */
  private static final Pattern VALUE = Pattern.compile("\\$value\\b");

  private GrafanaAlerts() {}

  /** The whole file. */
  static String text(RuleFile rules) {
    Map<String, Object> document = Ordered.map();
    document.put("apiVersion", 1);
    document.put(
        "groups",
        rules.groups().stream()
            .filter(group -> group.rules().stream().anyMatch(Rule::alert))
            .map(GrafanaAlerts::group)
            .toList());
    return HEAD + Yaml.write(document);
  }

  private static Map<String, Object> group(Rule.Group group) {
    Map<String, Object> map = Ordered.map();
    map.put("orgId", 1);
    map.put("name", group.name());
    map.put("folder", "kvlane");
    map.put("interval", group.interval());
    map.put("rules", group.rules().stream().filter(Rule::alert).map(GrafanaAlerts::rule).toList());
    return map;
  }

  private static Map<String, Object> rule(Rule rule) {
    Map<String, Object> map = Ordered.map();
    map.put("uid", uid(rule.name()));
    map.put("title", rule.name());
    map.put("condition", "B");
    map.put("data", List.of(query(rule), threshold()));
    map.put("noDataState", "OK");
    // An error of the data source is somebody else's alert, and must not be twenty of ours.
    map.put("execErrState", "KeepLast");
    map.put("for", rule.pending().orElse("0s"));
    rule.keepFiringFor().ifPresent(keep -> map.put("keepFiringFor", keep));
    map.put("labels", templates(rule.labels()));
    map.put("annotations", templates(rule.annotations()));
    map.put("isPaused", false);
    return map;
  }

  /**
   * Stable, and at most 40 characters: {@code KvlanePathFallback} is {@code kvlane-path-fallback}.
   */
  static String uid(String alert) {
    return alert.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> query(Rule rule) {
    Map<String, Object> model = Ordered.map();
    model.put("datasource", reference(DATASOURCE, "prometheus"));
    model.put("editorMode", "code");
    model.put("expr", rule.expr());
    model.put("instant", true);
    model.put("range", false);
    model.put("intervalMs", 1000);
    model.put("maxDataPoints", 43200);
    model.put("refId", "A");
    return data("A", DATASOURCE, WINDOW_SECONDS, model);
  }

  private static Map<String, Object> threshold() {
    Map<String, Object> condition = Ordered.map();
    Map<String, Object> evaluator = Ordered.map();
    evaluator.put("type", "gt");
    evaluator.put("params", List.of(-1));
    condition.put("type", "query");
    condition.put("evaluator", evaluator);
    condition.put("operator", Map.of("type", "and"));
    condition.put("query", Map.of("params", List.of("B")));
    condition.put("reducer", Map.of("type", "last"));
    Map<String, Object> model = Ordered.map();
    model.put("conditions", List.of(condition));
    model.put("datasource", reference("__expr__", "__expr__"));
    model.put("expression", "A");
    model.put("refId", "B");
    model.put("type", "threshold");
    return data("B", "__expr__", 0, model);
  }

  private static Map<String, Object> data(
      String ref, String datasource, int windowSeconds, Map<String, Object> model) {
    Map<String, Object> range = Ordered.map();
    range.put("from", windowSeconds);
    range.put("to", 0);
    Map<String, Object> map = Ordered.map();
    map.put("refId", ref);
    map.put("relativeTimeRange", range);
    map.put("datasourceUid", datasource);
    map.put("model", model);
    return map;
  }

  private static Map<String, Object> reference(String uid, String type) {
    Map<String, Object> map = Ordered.map();
    map.put("type", type);
    map.put("uid", uid);
    return map;
  }

  private static Map<String, String> templates(Map<String, String> texts) {
    return texts.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                text -> VALUE.matcher(text.getValue()).replaceAll("\\$values.A.Value"),
                (one, _) -> one,
                LinkedHashMap::new));
  }
}
