package io.kvlane.agent.discovery;

import io.kvlane.agent.config.Peer;
import java.util.Comparator;

/**
 * What an EndpointSlice says about one pod on one node, in little memory.
 *
 * @param peer node, address and port
 * @param terminating whether the pod is being ended
 * @param serving whether the pod is ready, or would be if it were not being ended
 * @param ipv4 whether the address is an IPv4 one
 * @param created when the slice was made, as Kubernetes writes it: ISO 8601 in UTC, which sorts
 * @param slice name of the slice
 * @param place which one it is in its slice; Kubernetes adds at the end
 */
record NodeEndpoint(
    Peer peer,
    boolean terminating,
    boolean serving,
    boolean ipv4,
    String created,
    String slice,
    int place) {

  /**
   * The one to talk to first, where a node has several: during a rolling update the old pod and the
   * new one, in a dual-stack cluster each pod twice. A pod that lasts, one that serves, IPv4; then
   * the latest, as far as slices tell. The same in whichever order they come.
   */
  static final Comparator<NodeEndpoint> PREFERENCE =
      Comparator.comparing(NodeEndpoint::terminating)
          .thenComparing(NodeEndpoint::serving, Comparator.reverseOrder())
          .thenComparing(NodeEndpoint::ipv4, Comparator.reverseOrder())
          .thenComparing(NodeEndpoint::created, Comparator.reverseOrder())
          .thenComparing(NodeEndpoint::slice, Comparator.reverseOrder())
          .thenComparing(NodeEndpoint::place, Comparator.reverseOrder());
}
