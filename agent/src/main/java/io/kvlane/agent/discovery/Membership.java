package io.kvlane.agent.discovery;

import io.kvlane.agent.config.Peer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The nodes that endpoints are on.
 *
 * @param nodes names of all of them and of this node, sorted
 * @param peers all but this node, by name
 * @param isListed whether this node has an endpoint
 * @param leftOut how many there were too many
 */
record Membership(List<String> nodes, Map<String, Peer> peers, boolean isListed, int leftOut) {

  /** Far above the largest clusters that Kubernetes is made for. */
  static final int MOST_NODES = 20_000;

  /** Takes copies. */
  Membership {
    nodes = List.copyOf(nodes);
    peers = Map.copyOf(peers);
  }

  /** This node alone. */
  static Membership alone(String own) {
    return new Membership(List.of(own), Map.of(), true, 0);
  }

  /**
   * The nodes of some endpoints: of several on one node the preferred one counts, and of more nodes
   * than are allowed the first by name.
   *
   * @param own name of this node, which is always one of them
   * @param most how many nodes there may be
   */
  static Membership of(Collection<NodeEndpoint> endpoints, String own, int most) {
    Map<String, NodeEndpoint> preferred = new HashMap<>();
    for (NodeEndpoint endpoint : endpoints) {
      preferred.merge(
          endpoint.peer().name(),
          endpoint,
          (one, other) -> NodeEndpoint.PREFERENCE.compare(one, other) <= 0 ? one : other);
    }
    boolean isListed = preferred.remove(own) != null;
    TreeSet<String> names = new TreeSet<>(preferred.keySet());
    int leftOut = 0;
    while (names.size() >= most) {
      preferred.remove(names.pollLast());
      leftOut++;
    }
    names.add(own);
    Map<String, Peer> peers = HashMap.newHashMap(preferred.size());
    preferred.forEach((node, endpoint) -> peers.put(node, endpoint.peer()));
    return new Membership(List.copyOf(names), peers, isListed, leftOut);
  }
}
