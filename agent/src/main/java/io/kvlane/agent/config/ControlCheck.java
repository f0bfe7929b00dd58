package io.kvlane.agent.config;

import io.kvlane.agent.config.ControlSettings.Credentials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks what is set about other nodes. */
final class ControlCheck {

  private static final int MOST_PEERS = 1024;

  private ControlCheck() {}

  static ControlSettings of(AgentConfig config, String nodeName) throws ConfigException {
    AgentConfig.Control control = config.control();
    Optional<Credentials> credentials = credentials(control);
    int port = SettingsCheck.port("kvlane.control.port", control.port());
    List<Peer> peers = peers(config.peers().orElse(""), nodeName, port);
    if (!peers.isEmpty() && credentials.isEmpty()) {
      throw new ConfigException(
          "kvlane.peers needs certificates: set kvlane.control.certificate-file,"
              + " kvlane.control.key-file and kvlane.control.authority-file");
    }
    return new ControlSettings(control.host(), port, credentials, peers);
  }

  private static Optional<Credentials> credentials(AgentConfig.Control control)
      throws ConfigException {
    Optional<Path> certificate = control.certificateFile();
    Optional<Path> key = control.keyFile();
    Optional<Path> authority = control.authorityFile();
    if (certificate.isEmpty() && key.isEmpty() && authority.isEmpty()) {
      return Optional.empty();
    }
    if (certificate.isEmpty() || key.isEmpty() || authority.isEmpty()) {
      throw new ConfigException(
          "kvlane.control.certificate-file, kvlane.control.key-file and"
              + " kvlane.control.authority-file belong together: set all three or none");
    }
    Credentials credentials =
        new Credentials(
            certificate.get().toAbsolutePath(),
            key.get().toAbsolutePath(),
            authority.get().toAbsolutePath());
    CredentialFiles.check(credentials);
    return Optional.of(credentials);
  }

  private static List<Peer> peers(String text, String nodeName, int ownPort)
      throws ConfigException {
    List<Peer> peers = new ArrayList<>();
    for (String word : text.strip().split("[,\\s]+")) {
      if (word.isEmpty()) {
        continue;
      }
      Peer peer = Peer.named("kvlane.peers", word, ownPort);
      if (peers.stream().anyMatch(other -> other.name().equals(peer.name()))) {
        throw new ConfigException("kvlane.peers names " + peer.name() + " twice: name it once");
      }
      // One list can so serve all nodes.
      if (!peer.name().equals(nodeName)) {
        peers.add(peer);
      }
    }
    if (peers.size() > MOST_PEERS) {
      throw new ConfigException(
          "kvlane.peers names " + peers.size() + " nodes: name at most " + MOST_PEERS);
    }
    return peers;
  }
}
