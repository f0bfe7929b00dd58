package io.kvlane.dashboards.grafana;

import io.kvlane.dashboards.grafana.Dashboard.Row;
import java.util.List;

/** One node: its verdict, and everything from which it follows. */
final class NodeDashboard {

  private NodeDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "kvlane-node",
        "kvlane / Node",
        "Which path KV bytes take from and to one node, how fast, and what is wrong there.",
        List.of(
            Variable.datasource(),
            Variable.one("node", "Node", "label_values(up{job=\"kvlane\"}, node)"),
            Variable.several(
                "peer",
                "Peer",
                "label_values(kvlane_path_info{node=\"$node\",kind=\"peer\"}, peer)")),
        List.of(
            new Row("Verdict", NodeVerdict.panels()),
            new Row("Findings", NodeVerdict.findings()),
            new Row("Bandwidth", NodeBandwidth.panels()),
            new Row("Price of a fallback", NodeBandwidth.price()),
            new Row("RDMA devices and ports", NodeHardware.rdma()),
            new Row("GPUs", NodeHardware.gpus()),
            new Row("Transfers", NodeTransfers.panels()),
            new Row("Peers and worker pods", NodeTransfers.others()),
            new Row("The agent itself", NodeAgent.panels())));
  }
}
