package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.agent.samples.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two agents that transfer with each other. They share this machine, but neither state nor lock.
 */
final class PeersIT {

  private static final List<String> OPERATIONS = List.of("read", "write");

  @TempDir private Path directory;

  private int onePort;
  private int otherPort;

  @BeforeEach
  void prepare() throws Exception {
    Certificates.make(directory);
    onePort = Installation.freePort();
    otherPort = Installation.freePort();
  }

  private Map<String, String> settings(int port, String... more) {
    Map<String, String> settings =
        new TreeMap<>(
            Map.of(
                "KVLANE_PROFILES",
                "contiguous",
                "KVLANE_TRANSFER_MAX_BYTES",
                "8MiB",
                "KVLANE_PEER_EPOCH",
                "5s",
                "KVLANE_CONTROL_HOST",
                "127.0.0.1",
                "KVLANE_CONTROL_PORT",
                Integer.toString(port),
                "KVLANE_CONTROL_CERTIFICATE_FILE",
                directory.resolve("agent.crt").toString(),
                "KVLANE_CONTROL_KEY_FILE",
                directory.resolve("agent.key").toString(),
                "KVLANE_CONTROL_AUTHORITY_FILE",
                directory.resolve("ca.crt").toString()));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private AgentProcess one() {
    return AgentProcess.serving(
        sub("one"),
        settings(
            onePort, "KVLANE_NODE_NAME", "one", "KVLANE_PEERS", "other=127.0.0.1:" + otherPort));
  }

  private AgentProcess other() {
    return AgentProcess.serving(
        sub("other"),
        settings(
            otherPort, "KVLANE_NODE_NAME", "other", "KVLANE_PEERS", "one=127.0.0.1:" + onePort));
  }

  private Path sub(String name) {
    try {
      return Files.createDirectories(directory.resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldMeasureEachOtherBothWays() {
    try (AgentProcess one = one();
        AgentProcess other = other()) {
      for (String operation : OPERATIONS) {
        assertCarriedByTcp(verified(one, "other", "default", operation));
        assertCarriedByTcp(verified(other, "one", "default", operation));
        assertCarriedByTcp(verified(one, "other", "baseline", operation));
        assertCarriedByTcp(verified(other, "one", "baseline", operation));
      }
      assertThat(
              one.scrape()
                  .value(
                      "kvlane_path_info",
                      "peer=other",
                      "class=tcp",
                      "engine=ucx",
                      "operation=read"))
          .hasValue(1.0);
      for (AgentProcess agent : List.of(one, other)) {
        for (String failure : List.of("failed", "corrupt", "timed_out")) {
          assertThat(agent.runs(failure, "kind=peer")).as(failure).isZero();
        }
      }
    }
  }

  /** UCX of this machine has no CUDA: between nodes, too, it is handed host memory only. */
  @Test
  void shouldMeasureTheMemoryOfGpusBothWaysToo() throws Exception {
    String driver = GpuStubs.compile(directory.resolve("driver")).toString();
    try (AgentProcess one = gpuNode("one", onePort, "other", otherPort, driver);
        AgentProcess other = gpuNode("other", otherPort, "one", onePort, driver)) {
      for (String operation : OPERATIONS) {
        assertStagedOverTcp(verifiedGpuRun(one, "default", operation));
        assertStagedOverTcp(verifiedGpuRun(other, "default", operation));
        assertStagedOverTcp(verifiedGpuRun(one, "staged", operation));
      }
      for (String failure : List.of("failed", "corrupt", "timed_out")) {
        assertThat(one.runs(failure, "kind=peer", "memory=cuda")).as(failure).isZero();
      }
    }
  }

  private AgentProcess gpuNode(
      String name, int port, String peer, int peerPort, String driverDirectory) {
    return AgentProcess.serving(
        sub(name),
        settings(
            port,
            "KVLANE_NODE_NAME",
            name,
            "KVLANE_PEERS",
            peer + "=127.0.0.1:" + peerPort,
            "KVLANE_GPU_LIBRARY_DIRECTORY",
            driverDirectory));
  }

  private static JsonNode verifiedGpuRun(AgentProcess agent, String intent, String operation) {
    return Await.value(
        "a verified " + intent + " " + operation + " of GPU memory with a peer",
        () ->
            runs(agent)
                .filter(run -> run.has("peer") && run.path("memory").asText().equals("cuda"))
                .filter(run -> run.path("intent").asText().equals(intent))
                .filter(run -> run.path("operation").asText().equals(operation))
                .filter(run -> run.has("lastVerified"))
                .findFirst());
  }

  private static void assertStagedOverTcp(JsonNode run) {
    assertCarriedByTcp(run);
    assertThat(run.path("lastVerified").path("path").path("evidence").findValuesAsText("kind"))
        .contains("own-copies");
  }

  /** The last verified run with a peer, once there is one. */
  private static JsonNode verified(
      AgentProcess agent, String peer, String intent, String operation) {
    return Await.value(
        "a verified " + intent + " " + operation + " with " + peer,
        () -> run(agent, peer, intent, operation).filter(run -> run.has("lastVerified")));
  }

  private static Optional<JsonNode> run(
      AgentProcess agent, String peer, String intent, String operation) {
    return runs(agent)
        .filter(run -> run.path("peer").asText().equals(peer))
        .filter(run -> run.path("intent").asText().equals(intent))
        .filter(run -> run.path("operation").asText().equals(operation))
        .findFirst();
  }

  private static Stream<JsonNode> runs(AgentProcess agent) {
    return agent.json("/api/v1/transfers").path("transfers").valueStream();
  }

  private static void assertCarriedByTcp(JsonNode run) {
    JsonNode path = run.path("lastVerified").path("path");
    assertThat(path.path("pathClass").asText()).isEqualTo("tcp");
    assertThat(path.path("decidedBy").asText()).isEqualTo("own-sockets");
  }

  @Test
  void shouldCallAPeerThatIsGoneUnreachableAndMeasureItAgainWhenItIsBack() {
    try (AgentProcess one = one()) {
      AgentProcess other = other();
      verified(one, "other", "default", "write");
      List<Long> children = Proc.children(other.pid());

      other.kill();

      Await.until(
          "all runs with it to be unreachable",
          () -> OPERATIONS.stream().allMatch(operation -> isUnreachable(one, operation)));
      other.assertNothingLeft(children);
      assertThat(one.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(one.runs("failed", "kind=peer")).isZero();

      double before = one.runs("ok", "kind=peer", "intent=default", "operation=read");
      try (AgentProcess back = other()) {
        Await.until(
            "to be measured again",
            () -> one.runs("ok", "kind=peer", "intent=default", "operation=read") > before);
        assertThat(back.get("/health/live").statusCode()).isEqualTo(200);
      }
    }
  }

  private static boolean isUnreachable(AgentProcess agent, String operation) {
    return run(agent, "other", "default", operation).stream()
        .anyMatch(run -> run.path("last").path("result").asText().equals("unreachable"));
  }

  @Test
  void shouldNotListenWithoutCertificates() {
    Map<String, String> without = settings(onePort);
    without.keySet().removeIf(key -> key.endsWith("_FILE"));
    try (AgentProcess agent = AgentProcess.serving(sub("one"), without)) {
      agent.awaitRound();

      assertThat(answersOn(onePort)).isFalse();
    }
  }

  private static boolean answersOn(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void shouldHangUpOnWhoeverSpeaksNoTls() throws IOException {
    try (AgentProcess agent = one()) {
      try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), onePort)) {
        stranger.setSoTimeout((int) Await.PATIENCE.toMillis());
        stranger
            .getOutputStream()
            .write("{\"v\":1,\"open\":{}}\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(repliesOf(stranger)).doesNotContain("connection");
      }
      assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  private static String repliesOf(Socket socket) throws IOException {
    try (InputStream replies = socket.getInputStream()) {
      return new String(replies.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void shouldSkipANodeThatHasTurnedTransfersOffAndNotCallItUnreachable() {
    Map<String, String> turnedOff =
        settings(
            otherPort,
            "KVLANE_NODE_NAME",
            "other",
            "KVLANE_PEERS",
            "one=127.0.0.1:" + onePort,
            "KVLANE_TRANSFER_ENABLED",
            "false");
    try (AgentProcess one = one();
        AgentProcess other = AgentProcess.serving(sub("other"), turnedOff)) {
      Await.until(
          "both to leave their meetings out",
          () ->
              one.runs("skipped", "kind=peer", "reason=peer_turned_off") > 0
                  && other.runs("skipped", "kind=peer", "reason=turned_off") > 0);

      assertThat(run(one, "other", "default", "read").orElseThrow().at("/last/detail").asText())
          .contains("its transfers are turned off by kvlane.transfer.enabled");
      assertThat(one.scrape().value("kvlane_peers", "state=unreachable")).hasValue(0);
      assertThat(
              other.scrape().value("kvlane_control_sessions_total", "result=turned_off").orElse(0))
          .isPositive();
      assertThat(one.runs("ok", "kind=peer") + other.runs("ok")).isZero();
      assertThat(one.runs("ok", "kind=loopback")).as("inside the node it goes on").isPositive();
    }
  }
}
