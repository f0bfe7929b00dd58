package io.kvlane.agent.page;

import io.kvlane.agent.http.FindingViews;
import io.kvlane.agent.http.FindingViews.FindingView;
import io.kvlane.agent.http.NodeViews;
import io.kvlane.agent.http.NodeViews.NodeView;
import io.kvlane.agent.http.PeerViews;
import io.kvlane.agent.http.PeerViews.Peers;
import io.kvlane.agent.http.TransferViews;
import io.kvlane.agent.http.TransferViews.TransferView;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;

/**
 * What the page shows, as the API shows it.
 *
 * @param snapshot the node at that moment, for what the API does not show
 */
record Facts(
    NodeSnapshot snapshot,
    NodeView node,
    List<TransferView> transfers,
    Peers peers,
    List<FindingView> findings) {

  static Facts of(NodeSnapshot snapshot) {
    return new Facts(
        snapshot,
        NodeViews.of(snapshot),
        TransferViews.of(snapshot).transfers(),
        PeerViews.of(snapshot),
        FindingViews.of(snapshot).findings());
  }

  Instant now() {
    return snapshot.at();
  }

  long findings(String severity) {
    return findings.stream().filter(finding -> finding.severity().equals(severity)).count();
  }
}
