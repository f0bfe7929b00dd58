package io.kvlane.dashboards.grafana;

import io.kvlane.dashboards.grafana.Dashboard.Row;
import java.util.List;

/** All nodes at once: which of them fall back, which pairs are worst, and what nobody measures. */
final class FleetDashboard {

  private FleetDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "kvlane-fleet",
        "kvlane / Fleet",
        "Which path KV bytes take between the nodes, and whether it is the one they should take.",
        List.of(Variable.datasource()),
        List.of(
            new Row("The fleet now", FleetSummary.panels()),
            new Row("Verdict by node", FleetNodes.verdicts()),
            new Row("Pairs", FleetPairs.panels()),
            new Row("Findings and alerts", FleetNodes.findings()),
            new Row("Bandwidth and its price", FleetPairs.bandwidth()),
            new Row("Agents and workers", FleetNodes.agents())));
  }
}
