package io.kvlane.agent.page;

import io.kvlane.agent.http.PeerViews.ClusterShown;
import io.kvlane.agent.http.PeerViews.Peers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The other nodes: how many are how, and the shown pairs as a matrix. */
final class PeersPart {

  private static final int MOST_BYTES = 20_000;

  /** States in the words of the API, the worst first. */
  private static final List<String> STATES =
      List.of("corrupt", "fallback", "unreachable", "failing", "slow", "measured", "not_measured");

  private PeersPart() {}

  static Html of(Facts facts) {
    Peers peers = facts.peers();
    Html part = new Html();
    Optional<ClusterShown> cluster = peers.cluster();
    if (cluster.isEmpty() || (cluster.get().nodes() < 2 && peers.pairs().isEmpty())) {
      return part.element(
          "p",
          cluster.isEmpty()
              ? "No other node is known: transfers stay inside this node, which says nothing about"
                  + " the cable. Set kvlane.peers or kvlane.peer.service, and certificates."
              : "This node is the only one that has an agent.",
          "class",
          "none");
    }
    part.element("p", summary(peers, cluster.get()), "class", "lead");
    cluster
        .get()
        .problem()
        .ifPresent(problem ->
            part.element(
                "p", "Which nodes there are may be out of date: " + problem, "class", "note"));
    if (peers.pairs().isEmpty()) {
      return part.element("p", "No pair was measured yet.", "class", "none");
    }
    PeerMatrix matrix = new PeerMatrix(facts);
    part.add(matrix.head());
    int rows = Share.fill(part, MOST_BYTES, peers.pairs(), matrix::row);
    part.add(Table.close());
    Share.rest(part, peers.pairs().size() - rows, "pairs", "/api/v1/peers");
    return part;
  }

  private static String summary(Peers peers, ClusterShown cluster) {
    String states =
        STATES.stream()
            .filter(state -> peers.states().getOrDefault(state, 0L) > 0)
            .map(state -> peers.states().get(state) + " " + Words.plain(state))
            .collect(Collectors.joining(", "));
    return "%s besides this one, says %s: %s. %s; those of interest come first, then the worst."
        .formatted(
            Words.count(cluster.nodes() - 1L, "node"),
            cluster.source(),
            states.isEmpty() ? "none judged yet" : states,
            Words.count(peers.pairs().size(), "pair") + " shown");
  }
}
