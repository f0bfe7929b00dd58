package io.kvlane.dashboards;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recording rule or an alert, as the rule file has it. Immutable.
 *
 * @param alert whether it is an alert; else a recording rule
 * @param name name of the alert or of the series that is recorded
 * @param expr the expression in PromQL
 * @param pending how long it must hold before the alert fires, as Prometheus writes durations
 * @param keepFiringFor how long the alert goes on when it holds no more
 * @param labels labels of the alert, which may be templates
 * @param annotations texts of the alert, which may be templates
 */
record Rule(
    boolean alert,
    String name,
    String expr,
    Optional<String> pending,
    Optional<String> keepFiringFor,
    Map<String, String> labels,
    Map<String, String> annotations) {

  /** Copies the maps, and keeps their order. */
  Rule {
    labels = Ordered.copyOf(labels);
    annotations = Ordered.copyOf(annotations);
  }

  /**
   * Rules that are evaluated together, one after the other.
   *
   * @param interval time between two evaluations, as Prometheus writes durations
   */
  record Group(String name, String interval, List<Rule> rules) {

    /** Copies the rules. */
    Group {
      rules = List.copyOf(rules);
    }
  }
}
