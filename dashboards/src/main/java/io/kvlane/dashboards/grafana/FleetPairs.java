package io.kvlane.dashboards.grafana;

import java.util.List;

/** Panels of the fleet's dashboard about pairs of nodes. */
final class FleetPairs {

  private static final String PAIRS = "{kind=\"peer\",intent=\"default\"}";
  private static final String BANDWIDTH =
      "kvlane_transfer_smoothed_bandwidth_bytes_per_second" + PAIRS;
  private static final String WORST = "bottomk(20, min by (node, peer) (" + BANDWIDTH + "))";

  private FleetPairs() {}

  static List<Panel> panels() {
    return List.of(
        worst(),
        Panels.stacked(
                "Pairs by how they do",
                "All pairs, each seen from both sides, by the first state that holds. Nothing where"
                    + " nobody says which nodes there are.",
                12,
                Unit.COUNT)
            .range("{{state}}", "sum by (state) (kvlane_peers)"),
        Panels.stacked(
                "Pairs of interest by how they do",
                "The same for pairs that host prefill and decode workers of one deployment, or that"
                    + " are configured to be of interest.",
                12,
                Unit.COUNT)
            .range("{{state}}", "sum by (state) (kvlane_pairs_of_interest)"),
        Panels.graph(
                "Nodes and pairs in fallback",
                "How many take a worse path than expected. No line without any expectation.",
                12,
                Unit.COUNT)
            .range(
                "nodes",
                "count(max by (node) (kvlane_path_fallback) == 1) or 0 *"
                    + " count(kvlane_path_fallback)")
            .range("pairs", "sum(kvlane_peers{state=\"fallback\"})"),
        Panels.graph(
                "Transfers between nodes that bring no payload",
                "Runs with other nodes a second, by result. Skipped runs are not in it.",
                12,
                Unit.PER_SECOND)
            .range(
                "{{result}}",
                "sum by (result)"
                    + " (rate(kvlane_transfers_total{kind=\"peer\",result!~\"ok|skipped\"}"
                    + "[$__rate_interval]))"));
  }

  private static Panel worst() {
    return Table.of(
            "Worst pairs",
            "The 20 pairs with the least bandwidth, both names lead to their dashboards. Only pairs"
                + " with a fresh verified run, and of each node only those that it shows: pairs of"
                + " interest and the worst. Empty when no pair is measured.",
            24,
            10)
        .label("node", Column.text("Node").linked(Link.NODE))
        .label("peer", Column.text("Peer").linked(Link.NODE))
        .value(
            Column.of("Bandwidth", Unit.BYTES_PER_SECOND)
                .coloured(Thresholds.always(Colour.WRONG).from(1e9, Colour.UNKNOWN)),
            WORST)
        .value(
            Column.text("Path").mapped(Verdicts.PATHS),
            ofWorst(Verdicts.path("node, peer", ",kind=\"peer\"")))
        .value(
            Column.text("Fallback")
                .mapped(Mappings.none().with(0, "no", Colour.UNKNOWN).with(1, "yes", Colour.WRONG)),
            ofWorst("max by (node, peer) (kvlane_path_fallback{kind=\"peer\"})"))
        .value(
            Column.of("Of the link", Unit.SHARE),
            ofWorst("min by (node, peer) (kvlane_transfer_link_ratio" + PAIRS + ")"))
        .value(
            Column.of("Of its usual", Unit.SHARE),
            ofWorst("min by (node, peer) (kvlane_transfer_baseline_ratio" + PAIRS + ")"))
        .value(
            Column.of("Weaker to stronger direction", Unit.SHARE),
            ofWorst("min by (node, peer) (kvlane_pair_asymmetry_ratio)"))
        .sortedBy("Bandwidth", false)
        .panel();
  }

  private static String ofWorst(String series) {
    return series + "\nand on (node, peer) " + WORST;
  }

  static List<Panel> bandwidth() {
    return List.of(
        Panels.graph(
                "Bandwidth between nodes",
                "Median, and the pair that only a tenth is below, of all pairs that are shown."
                    + " No line without fresh verified runs.",
                8,
                Unit.BYTES_PER_SECOND)
            .range(
                "median {{memory}} {{operation}}",
                "quantile by (memory, operation) (0.5, " + BANDWIDTH + ")")
            .range(
                "lowest tenth {{memory}} {{operation}}",
                "quantile by (memory, operation) (0.1, " + BANDWIDTH + ")"),
        Panels.graph(
                "Share of the link's rate",
                "Bandwidth of pairs over the rate of the slower node's fastest active port. No line"
                    + " where no pair has RDMA ports at both ends.",
                8,
                Unit.SHARE)
            .range("median", "quantile(0.5, kvlane_transfer_link_ratio" + PAIRS + ")")
            .range("lowest tenth", "quantile(0.1, kvlane_transfer_link_ratio" + PAIRS + ")")
            .thresholds(Thresholds.always(Colour.WRONG).from(0.4, Colour.UNKNOWN))
            .standard("color", Json.object("mode", "palette-classic"))
            .custom("thresholdsStyle", Json.object("mode", "line")),
        Panels.graph(
                "Time that transfers add to the first token",
                "Predicted from capped runs for a whole request of each profile: median node and"
                    + " worst node. No line where no fresh run supports it.",
                8,
                Unit.SECONDS)
            .range(
                "median {{profile}}",
                "quantile by (profile) (0.5, kvlane_predicted_ttft_overhead_seconds)")
            .range(
                "worst {{profile}}", "max by (profile) (kvlane_predicted_ttft_overhead_seconds)"));
  }
}
