package io.kvlane.dashboards.grafana;

import java.util.List;

/** The figures at the top of the fleet's dashboard. */
final class FleetSummary {

  private FleetSummary() {}

  static List<Panel> panels() {
    return List.of(
        Panels.stat(
                "Agents",
                "Nodes whose agent answers scrapes. Nothing here means that Prometheus scrapes no"
                    + " agent.",
                4,
                Unit.COUNT)
            .instant("", "count(max by (node) (kvlane_build_info))"),
        Panels.stat(
                "Nodes in fallback",
                "Nodes where verified bytes took a worse path than expected. Nodes without an"
                    + " expectation are not counted; nothing here means that no node has one.",
                4,
                Unit.COUNT)
            .thresholds(Thresholds.noneIsGood())
            .noValue("nothing expected")
            .instant(
                "",
                "count(max by (node) (kvlane_path_fallback) == 1) or 0 *"
                    + " count(kvlane_path_fallback)"),
        Panels.stat(
                "Nodes that do not measure",
                "Nodes whose agent is silent, or has no verified run that speaks for now.",
                4,
                Unit.COUNT)
            .thresholds(Thresholds.always(Colour.GOOD).from(1, Colour.BAD))
            .instant(
                "", "count((\n" + Verdicts.of("") + "\n) >= 3) or 0 * count(up{job=\"kvlane\"})"),
        Panels.stat(
                "Pairs that are measured",
                "Share of pairs of nodes with a fresh run, whatever came of it, each seen from both"
                    + " sides. Nothing here where nobody says which nodes there are.",
                4,
                Unit.SHARE)
            .thresholds(
                Thresholds.always(Colour.BAD).from(0.5, Colour.DOUBTFUL).from(0.9, Colour.GOOD))
            .noValue("no other nodes")
            .instant("", "sum(kvlane_peers{state!=\"not_measured\"}) / (sum(kvlane_peers) > 0)"),
        Panels.stat(
                "Critical findings", "Findings of severity critical on all nodes.", 4, Unit.COUNT)
            .thresholds(Thresholds.noneIsGood())
            .instant(
                "", "count(kvlane_finding{severity=\"critical\"}) or 0 * count(kvlane_build_info)"),
        Panels.stat(
                "Alerts that fire",
                "Alerts of kvlane's rules, as this Prometheus evaluates them. 0 also where the"
                    + " rules are not loaded.",
                4,
                Unit.COUNT)
            .thresholds(Thresholds.noneIsGood())
            .instant(
                "",
                "count(ALERTS{alertname=~\"Kvlane.*\",alertstate=\"firing\"}) or 0 *"
                    + " count(kvlane_build_info)"));
  }
}
