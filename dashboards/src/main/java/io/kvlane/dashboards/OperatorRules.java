package io.kvlane.dashboards;

import java.util.List;
import java.util.Map;

/** The rules as a PrometheusRule, which the Prometheus Operator loads. */
final class OperatorRules {

  private static final String HEAD =
      """
      # Generated from kvlane-rules.yaml: change that and run `make docs`. The operator loads it into those
      # instances of Prometheus whose ruleSelector matches its labels.
      """;

  private OperatorRules() {}

  /** The whole file. */
  static String text(RuleFile rules) {
    Map<String, Object> labels = Ordered.map();
    labels.put("app.kubernetes.io/name", "kvlane");
    labels.put("app.kubernetes.io/component", "rules");
    Map<String, Object> metadata = Ordered.map();
    metadata.put("name", "kvlane");
    metadata.put("labels", labels);
    Map<String, Object> spec = Ordered.map();
    spec.put("groups", rules.groups().stream().map(OperatorRules::group).toList());
    Map<String, Object> document = Ordered.map();
    document.put("apiVersion", "monitoring.coreos.com/v1");
    document.put("kind", "PrometheusRule");
    document.put("metadata", metadata);
    document.put("spec", spec);
    return HEAD + Yaml.write(document);
  }

  private static Map<String, Object> group(Rule.Group group) {
    Map<String, Object> map = Ordered.map();
    map.put("name", group.name());
    map.put("interval", group.interval());
    List<Map<String, Object>> rules = group.rules().stream().map(OperatorRules::rule).toList();
    map.put("rules", rules);
    return map;
  }

  private static Map<String, Object> rule(Rule rule) {
    Map<String, Object> map = Ordered.map();
    map.put(rule.alert() ? "alert" : "record", rule.name());
    map.put("expr", rule.expr());
    rule.pending().ifPresent(pending -> map.put("for", pending));
    rule.keepFiringFor().ifPresent(keep -> map.put("keep_firing_for", keep));
    if (!rule.labels().isEmpty()) {
      map.put("labels", rule.labels());
    }
    if (!rule.annotations().isEmpty()) {
      map.put("annotations", rule.annotations());
    }
    return map;
  }
}
