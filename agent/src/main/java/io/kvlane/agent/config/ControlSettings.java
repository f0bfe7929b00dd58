package io.kvlane.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the agents of two nodes speak to each other.
 *
 * @param host address to listen on
 * @param port port to listen on
 * @param credentials certificates, without which nobody is spoken to
 * @param peers other nodes to transfer with; none without credentials
 */
public record ControlSettings(
    String host, int port, Optional<Credentials> credentials, List<Peer> peers) {

  /** Takes a copy. */
  public ControlSettings {
    peers = List.copyOf(peers);
  }

  /**
   * PEM files.
   *
   * @param certificate certificate of this agent, and those between it and the authority
   * @param key private key of the certificate, PKCS#8
   * @param authority certificates of the authority that signs those of the agents, and of nobody
   *     else
   */
  public record Credentials(Path certificate, Path key, Path authority) {}
}
