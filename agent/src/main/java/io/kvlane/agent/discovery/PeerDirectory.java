package io.kvlane.agent.discovery;

import io.kvlane.agent.config.Peer;
import io.kvlane.core.peer.ClusterReport;
import java.util.Optional;

/** Which nodes have an agent, and where. Safe for every thread. */
public interface PeerDirectory extends AutoCloseable {

  /** Begins to look; does not wait for what it finds. */
  void start();

  /** Which nodes there are, this one included. */
  ClusterReport report();

  /** Where the agent of a node listens now, empty when there is no such node. */
  Optional<Peer> address(String node);

  @Override
  void close();
}
