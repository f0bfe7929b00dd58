package io.kvlane.agent.ondemand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.samples.Nodes;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerTargetTest {

  private static final Peer LISTED = new Peer("node-2", "10.0.0.2", 9900);

  /** All that this machine's resolver knows. */
  private static String address(String host) throws UnknownHostException {
    return switch (host) {
      case "gpu-7.example" -> "10.0.0.7";
      case "10.0.0.2", "10.0.0.9", "fd00::2" -> host;
      default -> throw new UnknownHostException(host);
    };
  }

  private static Peer find(PeerNames names, String text) throws ConfigException {
    return new PeerTarget(
            Nodes.settings(
                Path.of("/"),
                new ControlSettings("0.0.0.0", 9978, Optional.empty(), List.of(LISTED))),
            names,
            PeerTargetTest::address)
        .find(text);
  }

  private static Peer find(String text) throws ConfigException {
    return find(PeerNames.NONE, text);
  }

  @Test
  void shouldFindANodeOfTheList() throws ConfigException {
    assertThat(find("node-2")).isEqualTo(LISTED);
  }

  @Test
  void shouldAskWhereTheListDoesNotSay() throws ConfigException {
    PeerNames names =
        name ->
            name.equals("node-9")
                ? Optional.of(new Peer("node-9", "10.0.0.9", 9978))
                : Optional.empty();

    assertThat(find(names, "node-9")).isEqualTo(new Peer("node-9", "10.0.0.9", 9978));
    assertThat(find(names, "10.0.0.9").name()).isEqualTo("10.0.0.9");
  }

  @ParameterizedTest
  @CsvSource({
    "node-9=10.0.0.9, node-9, 10.0.0.9, 9978",
    "node-9=gpu-7.example:9900, node-9, 10.0.0.7, 9900",
    "node-9=[fd00::2]:9900, node-9, fd00::2, 9900",
    // Where nobody says the name, the address stands for it.
    "10.0.0.9, 10.0.0.9, 10.0.0.9, 9978",
    "10.0.0.9:9900, 10.0.0.9, 10.0.0.9, 9900",
    "gpu-7.example, 10.0.0.7, 10.0.0.7, 9978",
    "[fd00::2], fd00::2, fd00::2, 9978"
  })
  void shouldTakeAnAddress(String text, String name, String host, int port) throws ConfigException {
    assertThat(find(text)).isEqualTo(new Peer(name, host, port));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node-1 | PEER: node-1 is this node: name another one; kvlane check transfers inside it",
        "node-7 | PEER: 'node-7' is neither a node in kvlane.peers nor a host with an address: give"
            + " NAME=HOST[:PORT]",
        "node-7=nowhere | PEER: the host of node-7, 'nowhere', has no address: give"
            + " node-7=HOST[:PORT]",
        "Node=10.0.0.9 | PEER: 'Node=10.0.0.9' is not NAME=HOST or NAME=HOST:PORT, such as"
            + " node-2=10.0.0.2",
        "fd00::2 | PEER: 'fd00::2' is neither a name nor HOST or HOST:PORT, such as 10.0.0.2 or"
            + " [fd00::2]:9978",
        "10.0.0.9:99999 | PEER: the port of 10.0.0.9 is 99999, but must be between 1 and 65535",
        "a b | PEER: 'a b' is neither a name nor HOST or HOST:PORT, such as 10.0.0.2 or"
            + " [fd00::2]:9978"
      })
  void shouldSayWhyThereIsNoSuchNode(String text, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> find(text))
        .withMessage(message);
  }

  @Test
  void shouldPassOnThatNobodyCouldBeAsked() {
    PeerNames failing =
        _ -> {
          throw new ConfigException("kvlane.peer.service: the API server does not answer");
        };

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> find(failing, "node-9"))
        .withMessage("kvlane.peer.service: the API server does not answer");
  }
}
