package io.kvlane.dashboards.grafana;

import java.util.List;

/** Panels of the fleet's dashboard that have a row or a bar for each node. */
final class FleetNodes {

  private FleetNodes() {}

  static List<Panel> verdicts() {
    return List.of(table(), timeline());
  }

  private static Panel table() {
    String pairs = "{kind=\"peer\",intent=\"default\"}";
    return Table.of(
            "Verdict by node",
            "One row a node; the name leads to its dashboard. The verdict is the node's, not that of"
                + " a pod on it. Empty cells: nothing expected, no fresh run with another node, or no"
                + " RDMA port.",
            24,
            10)
        .label("node", Column.text("Node").linked(Link.NODE))
        .value(Column.text("Verdict").mapped(Verdicts.TEXTS), Verdicts.of(""))
        .value(Column.text("Worst path taken").mapped(Verdicts.PATHS), Verdicts.path("node", ""))
        .value(Column.text("Expected").mapped(Verdicts.PATHS), Verdicts.expected(""))
        .value(
            Column.of("Worst bandwidth", Unit.BYTES_PER_SECOND),
            "min by (node) (kvlane_transfer_smoothed_bandwidth_bytes_per_second" + pairs + ")")
        .value(
            Column.of("Of the link", Unit.SHARE),
            "min by (node) (kvlane_transfer_link_ratio" + pairs + ")")
        .value(
            Column.of("Adds to first token", Unit.SECONDS)
                .coloured(
                    Thresholds.always(Colour.UNKNOWN).from(0.5, Colour.BAD).from(10, Colour.WRONG)),
            "max by (node) (kvlane_predicted_ttft_overhead_seconds)")
        .value(
            Column.of("Critical", Unit.COUNT)
                .coloured(Thresholds.always(Colour.UNKNOWN).from(1, Colour.WRONG)),
            "count by (node) (kvlane_finding{severity=\"critical\"})")
        .value(
            Column.of("Warnings", Unit.COUNT)
                .coloured(Thresholds.always(Colour.UNKNOWN).from(1, Colour.BAD)),
            "count by (node) (kvlane_finding{severity=\"warning\"})")
        .value(
            Column.of("Last verified run, ago", Unit.SECONDS)
                .coloured(Thresholds.always(Colour.UNKNOWN).from(900, Colour.BAD)),
            "time() - max by (node)"
                + " (kvlane_transfer_last_success_timestamp_seconds{intent=\"default\"})")
        .sortedBy("Critical", true)
        .panel();
  }

  private static Panel timeline() {
    return Panels.timeline(
            "Verdict over time",
            "A bar a node. A gap means that Prometheus had neither the agent nor its target.",
            24,
            Verdicts.TEXTS)
        .range("{{node}}", Verdicts.of(""));
  }

  static List<Panel> findings() {
    return List.of(
        Table.of(
                "Findings by rule",
                "What is wrong now, and on how many nodes; the rule leads to its runbook page. Empty"
                    + " when nothing is wrong.",
                14,
                9)
            .label("severity", Findings.SEVERITY)
            .label("rule", Findings.RULE)
            .value(
                Column.of("Nodes", Unit.COUNT).wide(70),
                Findings.withFix(
                    "count by (rule, severity) (count by (node, rule, severity)"
                        + " (kvlane_finding))"))
            .label("fix", Findings.FIX)
            .sortedBy("Nodes", true)
            .noValue("nothing is wrong")
            .panel(),
        Table.of(
                "Alerts",
                "Alerts of kvlane's rules that fire or wait to. Empty when none does, or when this"
                    + " Prometheus has not loaded the rules.",
                10,
                9)
            .label("alertstate", Column.text("State").wide(75))
            .label("severity", Findings.SEVERITY)
            .label("alertname", Column.text("Alert"))
            .label("node", Column.text("Node").linked(Link.NODE))
            .label("peer", Column.text("Peer").linked(Link.NODE))
            .labelsOf(
                "max by (alertstate, severity, alertname, node, peer)"
                    + " (ALERTS{alertname=~\"Kvlane.*\"})")
            .sortedBy("State", false)
            .noValue("no alert")
            .panel());
  }

  static List<Panel> agents() {
    return List.of(
        Table.of(
                "Versions",
                "What runs on how many nodes. More than one row outside a roll-out is worth a look.",
                8,
                7)
            .label("version", Column.text("Version"))
            .label("revision", Column.text("Revision"))
            .label("java_version", Column.text("Java"))
            .value(
                Column.of("Agents", Unit.COUNT),
                "count by (version, revision, java_version) (kvlane_build_info)")
            .sortedBy("Agents", true)
            .panel(),
        Table.matrix(
            "Looks at the machines",
            "How many nodes' last look at each part of the machine or the cluster gave what."
                + " `failed` and `timed_out` mean that something there is stale; `not_present` may"
                + " be right.",
            8,
            7,
            "probe",
            "outcome",
            "sum by (probe, outcome) (kvlane_probe_outcome)"),
        Panels.stacked(
                "Worker pods",
                "Prefill and decode workers on all nodes. Nothing outside Kubernetes, and from nodes"
                    + " that have heard of no pods for 15 minutes.",
                8,
                Unit.COUNT)
            .range("{{role}}", "sum by (role) (kvlane_worker_pods)"));
  }
}
