package io.kvlane.agent.config;

import io.kvlane.core.peer.InterestGroup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to transfer with other nodes.
 *
 * @param epoch time in which a node meets at most one other
 * @param interest pairs to measure first
 * @param mostShown pairs that have series of their own
 * @param leastLinkRatio share of the link's rate below which a pair is slow, 0 to leave that out
 * @param service where Kubernetes says which nodes have an agent, empty where a list does
 */
public record PeerSettings(
    Duration epoch,
    List<InterestGroup> interest,
    int mostShown,
    double leastLinkRatio,
    Optional<ServiceName> service) {

  /** Takes a copy. */
  public PeerSettings {
    interest = List.copyOf(interest);
  }

  /** The same with at least one pair shown. */
  PeerSettings showingOne() {
    return new PeerSettings(epoch, interest, Math.max(1, mostShown), leastLinkRatio, service);
  }

  /**
   * A Service of Kubernetes.
   *
   * @param namespace empty for the pod's own
   */
  public record ServiceName(Optional<String> namespace, String name) {}
}
