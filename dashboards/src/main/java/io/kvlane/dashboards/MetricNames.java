package io.kvlane.dashboards;

import io.kvlane.dashboards.Expression.LabelMatcher;
import io.kvlane.dashboards.Expression.Selector;
import io.kvlane.exporters.prometheus.StoredMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an expression may name: metrics of the catalogue with their labels and, where the catalogue
 * knows them all, values; series that a rule records; and a few series of others. Immutable.
 */
public final class MetricNames {

  /** What a scrape adds to every series. */
  private static final Set<String> ADDED = Set.of("node", "job", "instance");

  /** Series that are not ours: of Prometheus itself, and of kube-state-metrics. */
  private static final Map<String, Set<String>> OTHERS =
      Map.of(
          "up", Set.of(),
          "scrape_duration_seconds", Set.of(),
          "ALERTS", Set.of("alertname", "alertstate", "severity", "peer"),
          "kube_node_status_allocatable", Set.of("resource", "unit"),
          "kube_node_status_condition", Set.of("condition", "status"));

  private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
  private static final Pattern LITERAL = Pattern.compile("[\\w -]*");

  private final Map<String, Map<String, Set<String>>> metrics;
  private final Set<String> recorded;
  private final Set<String> labels = new HashSet<>(ADDED);

  private MetricNames(Map<String, Map<String, Set<String>>> metrics, Set<String> recorded) {
    this.metrics = metrics;
    this.recorded = Set.copyOf(recorded);
    metrics.values().forEach(known -> labels.addAll(known.keySet()));
    OTHERS.values().forEach(labels::addAll);
  }

  /**
   * The catalogue, and what rules record.
   *
   * @param recorded names of the recorded series
   */
  public static MetricNames and(Set<String> recorded) {
    return new MetricNames(
        StoredMetric.all().stream()
            .collect(Collectors.toUnmodifiableMap(StoredMetric::name, StoredMetric::labels)),
        recorded);
  }

  /**
   * What an expression names and nobody has.
   *
   * @param expression PromQL; values that begin with {@code $} are Grafana's variables, and any
   * @return one line for each, empty when all is well
   * @throws IllegalArgumentException when it cannot be read
   */
  public List<String> problems(String expression) {
    return problems(expression, "");
  }

  /**
   * The same of a query and the legend of its series.
   *
   * @param legend Grafana's, with labels in double braces
   */
  public List<String> problems(String expression, String legend) {
    Expression parsed = Expression.parse(expression);
    List<String> problems = new ArrayList<>();
    parsed.selectors().forEach(selector -> check(selector, problems));
    Set<String> known = new HashSet<>(ADDED);
    parsed.selectors().forEach(selector -> known.addAll(labelsOf(selector.metric())));
    known.addAll(parsed.made());
    Stream.concat(
            parsed.grouping().stream(),
            IN_LEGEND.matcher(legend).results().map(label -> label.group(1)))
        .filter(label -> !known.contains(label))
        .map(label -> "no metric of these has a label " + label)
        .forEach(problems::add);
    return problems;
  }

  /** Those that its series may have; a recorded one may have any. */
  private Set<String> labelsOf(String metric) {
    if (recorded.contains(metric)) {
      return labels;
    }
    Map<String, Set<String>> own = metrics.get(metric);
    return own != null ? own.keySet() : OTHERS.getOrDefault(metric, Set.of());
  }

  private void check(Selector selector, List<String> problems) {
    String metric = selector.metric();
    if (!metrics.containsKey(metric) && !OTHERS.containsKey(metric) && !recorded.contains(metric)) {
      problems.add("there is no metric " + metric);
      return;
    }
    Set<String> known = labelsOf(metric);
    Map<String, Set<String>> values = metrics.getOrDefault(metric, Map.of());
    for (LabelMatcher matcher : selector.matchers()) {
      String label = matcher.label();
      Set<String> all = values.getOrDefault(label, Set.of());
      if (!known.contains(label) && !ADDED.contains(label)) {
        problems.add(metric + " has no label " + label);
      } else if (!all.isEmpty()) {
        checkValues(metric, matcher, all, problems);
      }
    }
  }

  private static void checkValues(
      String metric, LabelMatcher matcher, Set<String> known, List<String> problems) {
    values(matcher)
        .filter(value -> !value.isEmpty() && !value.startsWith("$"))
        .filter(value ->
            LITERAL.matcher(value).matches()
                ? !known.contains(value)
                : known.stream().noneMatch(Pattern.compile(value).asMatchPredicate()))
        .map(value -> "%s has no %s=\"%s\"".formatted(metric, matcher.label(), value))
        .forEach(problems::add);
  }

  /** Of a regular expression each alternative at its top, so that one of many cannot be wrong. */
  private static Stream<String> values(LabelMatcher matcher) {
    boolean alternatives = matcher.operator().endsWith("~") && !matcher.value().contains("(");
    return alternatives
        ? Arrays.stream(matcher.value().split("\\|", -1))
        : Stream.of(matcher.value());
  }
}
