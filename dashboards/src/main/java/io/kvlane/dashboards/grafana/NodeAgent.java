package io.kvlane.dashboards.grafana;

import java.util.List;

/** Panels of a node's dashboard about the agent: whether it can do its work, and what it costs. */
final class NodeAgent {

  private NodeAgent() {}

  static List<Panel> panels() {
    return List.of(
        Table.of("Agent", "What runs there. Empty when the agent does not answer.", 9, 5)
            .label("version", Column.text("Version"))
            .label("revision", Column.text("Revision"))
            .label("java_version", Column.text("Java"))
            .labelsOf(
                "max by (version, revision, java_version) (kvlane_build_info{node=\"$node\"})")
            .panel(),
        Panels.stat(
                "Transfers",
                "Whether transfers are made. `turned off` is somebody's wish: the node's annotation"
                    + " `kvlane.io/transfers`, or the agent's configuration. Nobody measures then.",
                3,
                Unit.TEXT)
            .thresholds(Thresholds.always(Colour.UNKNOWN))
            .mappings(
                Mappings.none().with(0, "on", Colour.GOOD).with(1, "turned off", Colour.DOUBTFUL))
            .instant("", "max(kvlane_transfers_turned_off{node=\"$node\"})"),
        Panels.stat(
                "Budget in use",
                "Bytes that transfers moved, as share of what they may on average; above 100 % when"
                    + " overdrawn.",
                3,
                Unit.SHARE)
            .thresholds(Thresholds.always(Colour.GOOD).from(1, Colour.BAD))
            .instant("", "max(kvlane_budget_used_ratio{node=\"$node\"})"),
        Panels.stat(
                "Budget",
                "Bytes a second that transfers may move on average.",
                3,
                Unit.BYTES_PER_SECOND)
            .instant("", "max(kvlane_budget_bytes_per_second{node=\"$node\"})"),
        Panels.stat(
                "Cluster's views",
                "Agents with the same view of the cluster meet each other. More than one for longer"
                    + " than a roll-out means that agents are told different nodes.",
                3,
                Unit.COUNT)
            .thresholds(Thresholds.always(Colour.GOOD).from(2, Colour.DOUBTFUL))
            .noValue("no cluster")
            .instant("", "count(count by (view) (kvlane_cluster_info))"),
        Panels.stat(
                "Control connections",
                "Connections to the agent's control port that are open, those in their handshake"
                    + " included. Nothing when it does not listen.",
                3,
                Unit.COUNT)
            .noValue("does not listen")
            .instant("", "max(kvlane_control_connections{node=\"$node\"})"),
        Panels.graph(
                "Bytes that transfers move",
                "What kvlane itself puts on the link, warm-up included, beside its budget.",
                8,
                Unit.BYTES_PER_SECOND)
            .range(
                "{{kind}}",
                "sum by (kind)"
                    + " (rate(kvlane_transfer_bytes_total{node=\"$node\"}[$__rate_interval]))")
            .range("budget", "max(kvlane_budget_bytes_per_second{node=\"$node\"})")
            .asReference(Colour.BAD),
        Panels.graph(
                "Restarts of probe processes",
                "Probe processes that ended when they should not have, in each interval, by reason.",
                8,
                Unit.COUNT)
            .range(
                "{{role}} {{reason}}",
                "sum by (role, reason)"
                    + " (increase(kvlane_probe_process_restarts_total{node=\"$node\"}"
                    + "[$__rate_interval]))"),
        Panels.graph(
                "Time of a scrape, and of looks at the machine",
                "How long Prometheus waited for the agent, and how long the agent's last looks took."
                    + " Nothing for pods, which are watched.",
                8,
                Unit.SECONDS)
            .range("scrape", "max(scrape_duration_seconds{job=\"kvlane\",node=\"$node\"})")
            .range("{{probe}}", "max by (probe) (kvlane_probe_duration_seconds{node=\"$node\"})"),
        Table.matrix(
                "Looks at the machine",
                "What the last look at each part of the machine gave. `not_present` may be right;"
                    + " `failed` and `timed_out` mean that what is known of it is old.",
                12,
                9,
                "probe",
                "outcome",
                "max by (probe, outcome) (kvlane_probe_outcome{node=\"$node\"})")
            .mappings(Mappings.none().with(0, " ", Colour.UNKNOWN).with(1, "yes", Colour.NEUTRAL)),
        Panels.stacked(
                "What other nodes ask for",
                "Sessions a minute that other nodes wished to open here, by what came of them, and"
                    + " what the control port refused, by reason. Nothing when it does not listen.",
                12,
                Unit.COUNT)
            .range(
                "{{result}}",
                "60 * sum by (result)"
                    + " (rate(kvlane_control_sessions_total{node=\"$node\"}[$__rate_interval]))")
            .range(
                "refused: {{reason}}",
                "60 * sum by (reason)"
                    + " (rate(kvlane_control_refusals_total{node=\"$node\"}[$__rate_interval]))"));
  }
}
