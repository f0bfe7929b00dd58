package io.kvlane.agent.ondemand;

import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.config.Peer;
import java.util.Optional;

/** Where nodes are found that no list names. */
@FunctionalInterface
public interface PeerNames {

  /** Finds none. */
  PeerNames NONE = _ -> Optional.empty();

  /**
   * Where the agent of a node listens; empty when no such node is known.
   *
   * @param name name of a node
   * @throws ConfigException when nobody could be asked; one line that says what to do
   */
  Optional<Peer> find(String name) throws ConfigException;
}
