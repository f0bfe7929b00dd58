package io.kvlane.core.snapshot;

import io.kvlane.core.peer.ClusterReport;
import java.util.Optional;

/**
 * What is known of the other nodes.
 *
 * @param cluster which nodes there are, empty where nobody says so
 * @param control what happened on the control port, empty where the agent does not listen
 */
public record PeerInventory(Optional<ClusterReport> cluster, Optional<ControlReport> control) {

  /** Nothing is known. */
  public static final PeerInventory NONE = new PeerInventory(Optional.empty(), Optional.empty());

  /** The same with what is known of the cluster now. */
  public PeerInventory with(ClusterReport report) {
    return new PeerInventory(Optional.of(report), control);
  }

  /** The same with what has happened on the control port until now. */
  public PeerInventory with(Optional<ControlReport> report) {
    return new PeerInventory(cluster, report);
  }
}
