package io.kvlane.agent.discovery;

import io.kvlane.agent.config.Peer;
import io.kvlane.core.peer.ClusterReport;
import java.util.Optional;

/**
 * Which nodes have an agent, and where each listens. A node is known by its name; its address may
 * change at any time. Never blocks; safe for every thread.
 */
public interface PeerDirectory extends AutoCloseable {

  /** Begins to look, and returns before anything was found. Call it once. */
  void start();

  /**
   * Which nodes there are as far as is known now, this node always included. The view is the same
   * object for as long as nothing about it changes.
   */
  ClusterReport report();

  /**
   * Where the agent of another node listens.
   *
   * @param node name of the node
   * @return empty for this node itself, and for nodes that are not in the report
   */
  Optional<Peer> address(String node);

  /** Ends looking. What is known can still be asked for. */
  @Override
  void close();
}
