package io.kvlane.core.snapshot;

import io.kvlane.core.peer.ClusterReport;
import java.util.Optional;

/**
 * What is known of the other nodes.
 *
 * @param cluster which nodes there are, empty where nobody says so
 */
public record PeerInventory(Optional<ClusterReport> cluster) {

  /** Nothing is known. */
  public static final PeerInventory NONE = new PeerInventory(Optional.empty());

  /** The same with what is known of the cluster now. */
  public PeerInventory with(ClusterReport report) {
    return new PeerInventory(Optional.of(report));
  }
}
