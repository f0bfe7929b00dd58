package io.kvlane.dashboards.grafana;

import java.util.List;

/** Panels of a node's dashboard that say how it does, and what is wrong. */
final class NodeVerdict {

  private static final String NODE = ",node=\"$node\"";

  private NodeVerdict() {}

  static List<Panel> panels() {
    return List.of(
        Panels.stat(
                "Verdict",
                "What verified default runs say of this node. It is the node's verdict: a pod with"
                    + " other settings or devices may do better or worse.",
                6,
                Unit.TEXT)
            .thresholds(Thresholds.always(Colour.UNKNOWN))
            .mappings(Verdicts.TEXTS)
            .option("colorMode", "background")
            .instant("", Verdicts.of(NODE)),
        Panels.stat(
                "Expected path",
                "The path that KV bytes should take, and who says so. Nothing when nobody does: then"
                    + " there is no fallback either.",
                5,
                Unit.TEXT)
            .option("textMode", "name")
            .noValue("nothing expected")
            .instant(
                "{{class}}, {{source}}",
                "max by (class, source) (kvlane_expected_path_info{node=\"$node\"})"),
        Panels.stat(
                "Worst path taken",
                "Of all verified default runs that speak for now, inside the node and with others."
                    + " Nothing before the first one.",
                5,
                Unit.TEXT)
            .mappings(Verdicts.PATHS)
            .noValue("not measured")
            .instant("", Verdicts.path("node", NODE)),
        Panels.stat(
                "Worst bandwidth with a peer",
                "Smoothed bandwidth of default runs. Nothing without a fresh verified run with"
                    + " another node.",
                4,
                Unit.BYTES_PER_SECOND)
            .thresholds(Thresholds.always(Colour.WRONG).from(1e9, Colour.GOOD))
            .noValue("no peer")
            .instant(
                "",
                "min(kvlane_transfer_smoothed_bandwidth_bytes_per_second{node=\"$node\","
                    + "kind=\"peer\",intent=\"default\",peer=~\"$peer\"})"),
        Panels.stat(
                "Last verified run, ago",
                "Of default runs. Nothing before the first one.",
                4,
                Unit.SECONDS)
            .thresholds(Thresholds.always(Colour.GOOD).from(900, Colour.BAD))
            .noValue("never")
            .instant(
                "",
                "time() - max(kvlane_transfer_last_success_timestamp_seconds{node=\"$node\","
                    + "intent=\"default\"})"),
        Panels.timeline(
                "Verdict over time",
                "A gap means that Prometheus had neither the agent nor its target.",
                12,
                Verdicts.TEXTS)
            .range("verdict", Verdicts.of(NODE)),
        paths());
  }

  private static Panel paths() {
    String run = "kind, engine, operation, memory, gpu, profile, peer, class, transport";
    return Table.of(
            "Path by transfer",
            "The path that each kind of default run took, and what carried the payload. A row without"
                + " fallback has no expectation, or its path is not known. Empty before the first"
                + " verified run.",
            12,
            8)
        .label("peer", Column.text("Peer").linked(Link.NODE))
        .label("kind", Column.text("Between"))
        .label("operation", Column.text("Operation"))
        .label("memory", Column.text("Memory"))
        .label("gpu", Column.text("GPU"))
        .label("engine", Column.text("Engine"))
        .label("profile", Column.text("Profile"))
        .label("class", Column.text("Path"))
        .label("transport", Column.text("Transport"))
        .labelsOf(
            "max by ("
                + run
                + ") (kvlane_path_info{node=\"$node\",intent=\"default\",peer=~\"$peer|\"})")
        .value(
            Column.text("Fallback")
                .mapped(Mappings.none().with(0, "no", Colour.UNKNOWN).with(1, "yes", Colour.WRONG)),
            "max by (kind, engine, operation, memory, gpu, profile, peer)"
                + " (kvlane_path_fallback{node=\"$node\",intent=\"default\",peer=~\"$peer|\"})")
        .sortedBy("Fallback", true)
        .panel();
  }

  static List<Panel> findings() {
    return List.of(
        Table.of(
                "Findings",
                "What is wrong on this node now. The rule leads to its runbook page; evidence and"
                    + " commands are at /api/v1/findings of the agent. Empty when nothing is wrong.",
                24,
                8)
            .value(Findings.URGENCY, Findings.withFix(Findings.urgency(NODE)))
            .label("rule", Findings.RULE)
            .label("subject", Column.text("About").wide(330))
            .label("fix", Findings.FIX)
            .sortedBy("Severity", true)
            .noValue("nothing is wrong")
            .panel());
  }
}
