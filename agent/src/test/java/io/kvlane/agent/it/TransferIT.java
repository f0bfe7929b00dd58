package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kvlane.agent.samples.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kvlane transfer} with a running agent. The two share this machine, but neither state nor
 * lock.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TransferIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path directory;
  private final int port = Installation.freePort();
  private final AgentProcess agent;

  TransferIT(@TempDir Path directory) throws Exception {
    this.directory = directory;
    for (String authority : List.of("ours", "strange")) {
      Certificates.make(Files.createDirectory(directory.resolve(authority)));
    }
    Path place = Files.createDirectory(directory.resolve("agent"));
    Map<String, String> settings = settings("ours");
    settings.put("KVLANE_NODE_NAME", "other");
    settings.put("KVLANE_CONTROL_HOST", "127.0.0.1");
    this.agent = AgentProcess.start(place, settings);
  }

  @BeforeAll
  void awaitAgent() {
    agent.awaitServing();
  }

  @AfterAll
  void endAgent() {
    agent.close();
  }

  private Map<String, String> settings(String authority) {
    Path files = directory.resolve(authority);
    return new TreeMap<>(
        Map.of(
            "KVLANE_NODE_NAME",
            "one",
            "KVLANE_PROFILES",
            "contiguous",
            "KVLANE_TRANSFER_MAX_BYTES",
            "8MiB",
            // It serves nearly all the time, and transfers itself now and then only.
            "KVLANE_TRANSFER_INTERVAL",
            "1h",
            "KVLANE_TRANSFER_DEADLINE",
            "5s",
            "KVLANE_CONTROL_PORT",
            Integer.toString(port),
            "KVLANE_CONTROL_CERTIFICATE_FILE",
            files.resolve("agent.crt").toString(),
            "KVLANE_CONTROL_KEY_FILE",
            files.resolve("agent.key").toString(),
            "KVLANE_CONTROL_AUTHORITY_FILE",
            files.resolve("ca.crt").toString()));
  }

  private Cli.Result transfer(Map<String, String> settings, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "transfer";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Cli.run(place(), settings, command);
  }

  /** The place of the command, for its state and its lock. */
  private Path place() {
    try {
      return Files.createDirectories(directory.resolve("command"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldMoveAndVerifyBothWays() throws IOException {
    Set<String> before = Proc.sharedMemoryDirectories();

    Cli.Result result = transfer(settings("ours"), "other=127.0.0.1", "--json", "--quiet");

    assertThat(result.status()).as(result.toString()).isZero();
    assertThat(result.err()).isEmpty();
    JsonNode document = JSON.readTree(result.out());
    assertThat(document.path("outcome").asText()).isEqualTo("as_expected");
    assertThat(document.path("peer").path("name").asText()).isEqualTo("other");
    assertThat(document.path("runs").findValuesAsText("operation"))
        .containsExactly("read", "write", "read", "write");
    for (JsonNode run : document.path("runs")) {
      assertThat(run.path("last").path("result").asText()).isEqualTo("ok");
      JsonNode path = run.path("last").path("path");
      assertThat(path.path("pathClass").asText()).isEqualTo("tcp");
      assertThat(path.path("decidedBy").asText()).isEqualTo("own-sockets");
    }
    assertThat(document.path("timesTcp").path("read").asDouble()).isPositive();
    assertThat(document.path("timesTcp").path("write").asDouble()).isPositive();
    assertThat(Proc.names(place().resolve("tmp"))).isEmpty();
    assertThat(Proc.sharedMemoryDirectories()).isSubsetOf(before);
  }

  @Test
  void shouldFindTheNodeInTheListAndReportInWords() {
    Map<String, String> settings = settings("ours");
    settings.put("KVLANE_PEERS", "other=127.0.0.1 third=127.0.0.1:1");

    Cli.Result result = transfer(settings, "other", "--operation", "read");

    assertThat(result.status()).as(result.toString()).isZero();
    assertThat(result.err()).contains("transferring contiguous with other (127.0.0.1 port ");
    assertThat(result.out())
        .contains("Runs", "read tcp baseline", "read ucx default", "times TCP", "by own-sockets")
        .contains("as expected: measured tcp, expected nothing in particular")
        .doesNotContain("write");
  }

  @Test
  void shouldEndCriticalWhereRdmaIsExpected() {
    Map<String, String> settings = settings("ours");
    settings.put("KVLANE_EXPECTED_PATH", "rdma");

    Cli.Result result =
        transfer(settings, "127.0.0.1:" + port, "--engine", "ucx", "--operation", "write");

    assertThat(result.status()).as(result.toString()).isEqualTo(2);
    assertThat(result.out())
        .contains("path-fallback", "See runbooks/path-fallback.md")
        .doesNotContain("baseline");
  }

  @Test
  void shouldEndWithThreeWhereNobodyListens() {
    Cli.Result result =
        transfer(settings("ours"), "127.0.0.1:" + Installation.freePort(), "--quiet");

    assertThat(result.status()).as(result.toString()).isEqualTo(3);
    assertThat(result.out())
        .contains("not measured: the agent of 127.0.0.1 at 127.0.0.1 port ", "Connection refused")
        .contains("See runbooks/peer-unreachable.md");
  }

  @Test
  void shouldSayThatTheAuthoritiesDiffer() {
    Cli.Result result = transfer(settings("strange"), "127.0.0.1", "--quiet");

    assertThat(result.status()).as(result.toString()).isEqualTo(3);
    assertThat(result.out())
        .contains("not signed by an authority in kvlane.control.authority-file");
  }

  @Test
  void shouldSayThatTheOtherNodeDoesNotTrustThisOne() throws IOException {
    Path both = directory.resolve("both.crt");
    Files.writeString(
        both,
        Files.readString(directory.resolve("ours/ca.crt"))
            + Files.readString(directory.resolve("strange/ca.crt")));
    Map<String, String> settings = settings("strange");
    settings.put("KVLANE_CONTROL_AUTHORITY_FILE", both.toString());

    Cli.Result result = transfer(settings, "127.0.0.1", "--quiet");

    assertThat(result.status()).as(result.toString()).isEqualTo(3);
    assertThat(result.out()).contains("it does not accept this node's certificate");
  }

  @Test
  void shouldNotWaitForEverForALockThatIsHeld() throws IOException {
    try (TransferLock _ = TransferLock.hold(place().resolve("state"))) {
      Cli.Result result =
          transfer(settings("ours"), "127.0.0.1", "--quiet", "--timeout", "1", "--engine", "tcp");

      assertThat(result.status()).as(result.toString()).isEqualTo(3);
      assertThat(result.out())
          .contains("another kvlane process on this node")
          .contains("try again, or wait longer with --timeout");
    }
  }

  /** A node that takes connections and says nothing keeps the command busy while it is ended. */
  @Test
  void shouldLeaveNothingBehindWhenItIsInterrupted() throws Exception {
    Set<String> before = Proc.sharedMemoryDirectories();
    Path place = Files.createDirectories(directory.resolve("interrupted"));
    Path temporary = Files.createDirectories(place.resolve("tmp"));
    Map<String, String> environment = new TreeMap<>(Cli.environment(place));
    environment.putAll(settings("ours"));
    environment.put("KVLANE_TRANSFER_DEADLINE", "10s");
    try (ServerSocket silent = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      // A background job of a shell ignores SIGINT, and so would what it starts.
      ProcessBuilder builder =
          new ProcessBuilder(
                  "/usr/bin/env",
                  "--default-signal=INT",
                  Installation.launcher().toString(),
                  "transfer",
                  "127.0.0.1:" + silent.getLocalPort())
              .redirectErrorStream(true)
              .redirectOutput(place.resolve("log").toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("KVLANE_"));
      builder.environment().putAll(environment);
      Process command = builder.start();
      try {
        List<Long> children =
            Await.value(
                "a probe process",
                () -> Optional.of(Proc.children(command.pid())).filter(ids -> !ids.isEmpty()));

        Signals.send("INT", command.pid());

        assertThat(command.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(command.exitValue()).as(Files.readString(place.resolve("log"))).isEqualTo(130);
        Await.until("its end", () -> children.stream().noneMatch(Proc::runs));
        assertThat(Proc.names(temporary)).isEmpty();
        assertThat(Proc.sharedMemoryDirectories()).isSubsetOf(before);
      } finally {
        command.destroyForcibly();
      }
    }
  }
}
