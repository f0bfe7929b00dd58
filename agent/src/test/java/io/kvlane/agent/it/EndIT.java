package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However an agent ends, nothing of it is left. */
final class EndIT {

  /** The promise to whoever ends the agent; on an idle machine it takes a twentieth of that. */
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

  /** Runs that follow each other without a pause, each long enough to be caught. */
  private static final Map<String, String> ALWAYS_RUNNING =
      Map.of("KVLANE_TRANSFER_MAX_BYTES", "128MiB", "KVLANE_PROFILES", "contiguous");

  @TempDir private Path directory;
  private @Nullable AgentProcess started;

  @AfterEach
  void endWhatATestLeft() {
    if (started != null) {
      started.kill();
    }
  }

  private AgentProcess serving(Map<String, String> settings) {
    AgentProcess agent = AgentProcess.serving(directory, settings);
    started = agent;
    return agent;
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143, false", "TERM, 143, true", "INT, 130, true"})
  void shouldEndWithinTwoSecondsWhenAsked(String signal, int status, boolean running)
      throws IOException {
    AgentProcess agent = serving(running ? ALWAYS_RUNNING : Map.of());
    List<Long> probes = List.of(agent.probe("initiator"), agent.probe("responder"));
    try (Socket silent = connect(agent);
        Socket halfAsked = connect(agent)) {
      halfAsked.getOutputStream().write("GET /met".getBytes(StandardCharsets.US_ASCII));
      Await.until("a run to be " + running, () -> agent.transfers() == running);

      long asked = System.nanoTime();
      Signals.send(signal, agent.pid());
      int exit = agent.awaitExit();
      Duration took = Duration.ofNanos(System.nanoTime() - asked);

      assertThat(exit).isIn(0, status);
      assertThat(took).isLessThan(ENDS_WITHIN);
      assertThat(silent.isConnected()).isTrue();
    }
    agent.assertNothingLeft(probes);
    assertThat(agent.log()).doesNotContain("WARN", "ERROR", "Exception");
  }

  @Test
  void shouldEndWhileItIsStarting() {
    AgentProcess agent = AgentProcess.start(directory, Map.of());
    started = agent;
    List<Long> probes =
        Await.value(
            "a first probe process",
            () -> Optional.of(Proc.children(agent.pid())).filter(all -> !all.isEmpty()));

    Signals.send("TERM", agent.pid());

    assertThat(agent.awaitExit()).isIn(0, 143);
    agent.assertNothingLeft(probes);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldLeaveNoProbeProcessWhenItIsKilled(boolean running) {
    AgentProcess agent = serving(running ? ALWAYS_RUNNING : Map.of());
    List<Long> probes = List.of(agent.probe("initiator"), agent.probe("responder"));
    Await.until("a run to be " + running, () -> agent.transfers() == running);

    Signals.send("KILL", agent.pid());

    assertThat(agent.awaitExit()).isEqualTo(137);
    agent.assertNothingLeft(probes);
  }

  @Test
  void shouldLeaveNoStoppedProbeProcessWhenItIsKilled() {
    AgentProcess agent = serving(Map.of());
    List<Long> probes = List.of(agent.probe("initiator"), agent.probe("responder"));
    probes.forEach(pid -> Signals.send("STOP", pid));

    Signals.send("KILL", agent.pid());

    assertThat(agent.awaitExit()).isEqualTo(137);
    agent.assertNothingLeft(probes);
  }

  private static Socket connect(AgentProcess agent) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), agent.port());
  }
}
