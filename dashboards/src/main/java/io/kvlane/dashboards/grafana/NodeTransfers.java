package io.kvlane.dashboards.grafana;

import java.util.List;

/** Panels of a node's dashboard about what came of its transfers, about peers and about workers. */
final class NodeTransfers {

  private NodeTransfers() {}

  static List<Panel> panels() {
    return List.of(
        Panels.stacked(
                "Runs by result",
                "Runs a minute. Skipped ones are meant to be, see beside; corrupt ones never.",
                12,
                Unit.COUNT)
            .range(
                "{{result}}",
                "60 * sum by (result)"
                    + " (rate(kvlane_transfers_total{node=\"$node\"}[$__rate_interval]))"),
        Panels.stacked(
                "Skipped runs by reason",
                "Skipped runs a minute: because an engine is not there, another run is under way,"
                    + " workers use the link, or the budget is spent.",
                12,
                Unit.COUNT)
            .range(
                "{{reason}}",
                "60 * sum by (reason)"
                    + " (rate(kvlane_transfers_total{node=\"$node\",result=\"skipped\"}"
                    + "[$__rate_interval]))"),
        Table.of(
                "Runs in the time range",
                "By kind and result, forced and baseline runs too. 0 is a count; there is no row for"
                    + " what is not run here.",
                24,
                9)
            .label("kind", Column.text("Between"))
            .label("intent", Column.text("Intent"))
            .label("engine", Column.text("Engine"))
            .label("memory", Column.text("Memory"))
            .value(Column.of("Verified", Unit.COUNT), result("ok"))
            .value(wrong("Corrupt"), result("corrupt"))
            .value(wrong("Failed"), result("failed"))
            .value(wrong("Timed out"), result("timed_out"))
            .value(wrong("Unreachable"), result("unreachable"))
            .value(Column.of("Skipped", Unit.COUNT), result("skipped"))
            .sortedBy("Between", false)
            .panel());
  }

  private static Column wrong(String title) {
    return Column.of(title, Unit.COUNT)
        .coloured(Thresholds.always(Colour.UNKNOWN).from(0.5, Colour.WRONG));
  }

  private static String result(String result) {
    return ("round(sum by (kind, intent, engine, memory)"
            + " (increase(kvlane_transfers_total{node=\"$node\",result=\"%s\"}[$__range])))")
        .formatted(result);
  }

  static List<Panel> others() {
    return List.of(
        Panels.stacked(
                "Peers by how they do",
                "Other nodes by the first state that holds. Nothing where nobody says which nodes"
                    + " there are.",
                8,
                Unit.COUNT)
            .range("{{state}}", "max by (state) (kvlane_peers{node=\"$node\"})"),
        Panels.stacked(
                "Pairs of interest by how they do",
                "Those of them with which this node hosts prefill and decode workers of one"
                    + " deployment, or that are configured to be of interest.",
                8,
                Unit.COUNT)
            .range("{{state}}", "max by (state) (kvlane_pairs_of_interest{node=\"$node\"})"),
        Panels.stacked(
                "Worker pods by role",
                "Worker pods of this node that have not ended. Nothing outside Kubernetes, and when"
                    + " nothing was heard of pods for 15 minutes.",
                8,
                Unit.COUNT)
            .range("{{role}}", "max by (role) (kvlane_worker_pods{node=\"$node\"})"));
  }
}
