package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.testing.AgentStandIn;
import io.kvlane.probes.testing.Probes;
import io.kvlane.probes.testing.Processes;
import io.kvlane.probes.testing.Processes.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left of an agent, however it ends. */
class ProbeRemainsIT {

  @TempDir Path temporary;

  private Process agent;
  private List<Long> probes = List.of();

  @BeforeEach
  void startAgent() throws Exception {
    agent = start();
    try (BufferedReader output = agent.inputReader()) {
      probes = Arrays.stream(output.readLine().split(" ")).map(Long::valueOf).toList();
    }
  }

  @AfterEach
  void endAgent() {
    agent.destroyForcibly();
  }

  @Test
  void shouldEndWithAnAgentThatIsKilledAlsoWhenStopped() throws Exception {
    assertThat(probes).hasSize(2).noneMatch(Processes::isGone);
    assertThat(leftBehind()).isEmpty();
    Processes.send(Signal.STOP, probes.get(1));

    Processes.send(Signal.KILL, agent.pid());

    for (long probe : probes) {
      Processes.awaitEnd(probe);
    }
    assertThat(leftBehind()).isEmpty();
  }

  private List<Path> leftBehind() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    }
  }

  private Process start() throws IOException {
    List<String> command = Probes.java("-XX:-UsePerfData", "-Djava.io.tmpdir=" + temporary);
    command.add(AgentStandIn.class.getName());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
