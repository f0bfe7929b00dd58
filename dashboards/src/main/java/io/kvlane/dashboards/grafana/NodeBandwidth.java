package io.kvlane.dashboards.grafana;

import java.util.List;

/** Panels of a node's dashboard about bandwidth, and what it costs when there is less of it. */
final class NodeBandwidth {

  private static final String PEERS =
      "{node=\"$node\",kind=\"peer\",intent=\"default\",peer=~\"$peer\"}";

  /** The fastest link that is up. */
  private static final String LINK =
      "max(kvlane_rdma_port_rate_bytes_per_second{node=\"$node\"} and"
          + " kvlane_rdma_port_active{node=\"$node\"} == 1)";

  /** 1 GB/s where RDMA is expected: less is no RDMA that works. */
  private static final String FLOOR =
      "max(kvlane_expected_path_info{node=\"$node\",class=~\"gpudirect-rdma|rdma\"}) * 1e9";

  private NodeBandwidth() {}

  static List<Panel> panels() {
    return List.of(
        withReferences(
            Panels.graph(
                    "Bandwidth with peers, by path",
                    "Default runs, each named after the path that it took. Dashed: the rate of the"
                        + " fastest active RDMA port (none without one), 1 GB/s as the least that RDMA"
                        + " must bring (none where RDMA is not expected), and the TCP baseline, median"
                        + " of peers. No line without a fresh verified run.",
                    12,
                    Unit.BYTES_PER_SECOND)
                .range(
                    "{{peer}} {{operation}} {{memory}}: {{class}}",
                    byPath(
                        "kvlane_transfer_bandwidth_bytes_per_second" + PEERS,
                        "kvlane_path_info" + PEERS)),
            "quantile(0.5,"
                + " kvlane_transfer_bandwidth_bytes_per_second{node=\"$node\",kind=\"peer\","
                + "intent=\"baseline\",peer=~\"$peer\"})"),
        withReferences(
            Panels.graph(
                    "Bandwidth inside the node, by path",
                    "Default runs between the agent's own two processes, by path; with GPU memory by"
                        + " GPU. They say what NIC and memory can do, nothing about cables. Dashed as"
                        + " beside.",
                    12,
                    Unit.BYTES_PER_SECOND)
                .range(
                    "{{profile}} {{operation}} {{memory}} {{gpu}}: {{class}}",
                    byPath(
                        "kvlane_transfer_bandwidth_bytes_per_second{node=\"$node\","
                            + "kind=\"loopback\",intent=\"default\"}",
                        "kvlane_path_info{node=\"$node\",kind=\"loopback\",intent=\"default\"}")),
            "quantile(0.5,"
                + " kvlane_transfer_bandwidth_bytes_per_second{node=\"$node\",kind=\"loopback\","
                + "intent=\"baseline\"})"),
        ratio(
                "Share of the link's rate",
                "Smoothed bandwidth over the rate of the slower node's fastest active port. No line"
                    + " where either node has none.")
            .range(
                "{{peer}} {{operation}} {{memory}}",
                "min by (peer, operation, memory) (kvlane_transfer_link_ratio" + PEERS + ")"),
        ratio(
                "Share of what is usual",
                "Smoothed bandwidth over the pair's own baseline, above 100 % when it is faster. No"
                    + " line before the baseline is learned from five runs.")
            .range(
                "{{peer}} {{operation}} {{memory}}",
                "min by (peer, operation, memory) (kvlane_transfer_baseline_ratio" + PEERS + ")"),
        ratio(
                "Weaker side over stronger side",
                "Between the directions, and between the operations of a pair. No line before each"
                    + " side has two fresh verified runs.")
            .range(
                "{{peer}} {{between}}",
                "min by (peer, between)"
                    + " (kvlane_pair_asymmetry_ratio{node=\"$node\",peer=~\"$peer\"})"),
        Panels.graph(
                "Bandwidth by intent",
                "The best verified run of each kind: what the default brings beside what is forced"
                    + " through one port, kept on TCP, staged through host memory, or left to UCX"
                    + " inside the node. No line for what is not run here.",
                12,
                Unit.BYTES_PER_SECOND)
            .range(
                "{{intent}} {{kind}} {{memory}} {{device}}",
                "max by (intent, kind, memory, device)"
                    + " (kvlane_transfer_bandwidth_bytes_per_second{node=\"$node\"})"),
        Panels.durations(
            "Times of default runs",
            "How many runs of each interval took how long. Nothing where none was verified in it.",
            12,
            "sum by (le)"
                + " (increase(kvlane_transfer_duration_seconds_bucket{node=\"$node\","
                + "intent=\"default\"}[$__rate_interval]))"));
  }

  /** The bandwidth of each run with the class of its path; never more than one for each path. */
  private static String byPath(String bandwidth, String path) {
    String run = "engine, operation, memory, gpu, profile, peer";
    return "max by (%1$s, class) (%2$s)\n* on (%1$s) group_left ()\nmax by (%1$s) (%3$s)"
        .formatted(run, path, bandwidth);
  }

  private static Panel withReferences(Panel graph, String baseline) {
    return graph
        .range("rate of the link", LINK)
        .asReference(Colour.GOOD)
        .range("least that RDMA must bring", FLOOR)
        .asReference(Colour.WRONG)
        .range("TCP baseline", baseline)
        .asReference(Colour.BAD);
  }

  private static Panel ratio(String title, String description) {
    return Panels.graph(title, description, 8, Unit.SHARE);
  }

  static List<Panel> price() {
    String tcp =
        "on () group_left () quantile(0.5,"
            + " kvlane_transfer_bandwidth_bytes_per_second{node=\"$node\",kind=\"peer\","
            + "intent=\"baseline\",operation=\"read\",peer=~\"$peer\"})";
    String bytes = "max by (profile) (kvlane_profile_bytes{node=\"$node\"})";
    String predicted = "max by (profile) (kvlane_predicted_ttft_overhead_seconds{node=\"$node\"})";
    return List.of(
        Table.of(
                "What a request's transfer costs",
                "Time that the transfer of a whole request adds to the first token: as predicted from"
                    + " what the node measures now, over TCP as the baseline measures it with peers,"
                    + " and at the rate of the fastest active port, which nothing reaches. Empty cells:"
                    + " no fresh run, no peer, no RDMA port.",
                12,
                9)
            .label("profile", Column.text("Profile"))
            .value(Column.of("Bytes", Unit.BYTES), bytes)
            .value(
                Column.of("Now", Unit.SECONDS)
                    .coloured(
                        Thresholds.always(Colour.GOOD)
                            .from(0.5, Colour.BAD)
                            .from(10, Colour.WRONG)),
                predicted)
            .value(Column.of("Over TCP", Unit.SECONDS), bytes + " / " + tcp)
            .value(
                Column.of("At the link's rate", Unit.SECONDS),
                bytes + " / on () group_left () " + LINK)
            .sortedBy("Bytes", true)
            .panel(),
        Panels.graph(
                "Time added to the first token",
                "Predicted from capped runs, beside what it would be over TCP. No line where no fresh"
                    + " run supports it.",
                12,
                Unit.SECONDS)
            .range("{{profile}} now", predicted)
            .range("{{profile}} over TCP", bytes + " / " + tcp)
            .asReference(Colour.BAD));
  }
}
