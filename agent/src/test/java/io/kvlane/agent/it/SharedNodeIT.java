package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent shares with others: the node's transfer lock, its disk, its device tree. */
final class SharedNodeIT {

  @TempDir private Path directory;

  @Test
  void shouldNotTransferWhileAnotherAgentDoes() throws IOException {
    Map<String, String> settings =
        Map.of(
            "KVLANE_TRANSFER_MAX_BYTES", "8MiB",
            "KVLANE_PROFILES", "contiguous",
            "KVLANE_STATE_DIRECTORY", directory.resolve("state").toString());
    try (AgentProcess one = AgentProcess.serving(sub("one"), settings);
        AgentProcess other = AgentProcess.serving(sub("other"), settings)) {
      Set<Run> runs = new HashSet<>();
      Await.until(
          "rounds of both agents",
          () -> {
            runs.addAll(runsOf(one));
            runs.addAll(runsOf(other));
            return rounds(one) >= 2 && rounds(other) >= 2;
          });

      List<Run> inOrder = runs.stream().sorted(Comparator.comparing(Run::startedAt)).toList();
      for (int i = 1; i < inOrder.size(); i++) {
        assertThat(inOrder.get(i).startedAt()).isAfter(inOrder.get(i - 1).finishedAt());
      }
    }
  }

  private record Run(long agent, Instant startedAt, Instant finishedAt) {}

  private static Set<Run> runsOf(AgentProcess agent) {
    Set<Run> runs = new HashSet<>();
    for (JsonNode transfer : agent.json("/api/v1/transfers").path("transfers")) {
      JsonNode last = transfer.path("last");
      if (last.path("result").asText().equals("ok")) {
        runs.add(
            new Run(
                agent.pid(),
                Instant.parse(last.path("startedAt").asText()),
                Instant.parse(last.path("finishedAt").asText())));
      }
    }
    return runs;
  }

  private static double rounds(AgentProcess agent) {
    return agent.runs("ok", "intent=default", "operation=read");
  }

  @Test
  void shouldGoOnWithAFullDisk() throws IOException, InterruptedException {
    Path state = sub("full");
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64k", "kvlane-test", state.toString()) == 0,
        "only root can mount a small file system");
    try {
      try (AgentProcess agent =
          AgentProcess.serving(sub("agent"), Map.of("KVLANE_STATE_DIRECTORY", state.toString()))) {
        fill(state.resolve("other-data"));
        double before = agent.runs("ok", "engine=ucx");
        Await.until("transfers on a full disk", () -> agent.runs("ok", "engine=ucx") >= before + 8);
        assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);
      }
    } finally {
      assertThat(run("umount", state.toString())).isZero();
    }
  }

  @Test
  void shouldNotBeDisturbedByDevicesThatCannotBeUsed() throws IOException {
    Path root = sub("host");
    Path port = root.resolve("sys/class/infiniband/mlx5_0/ports/1");
    Files.createDirectories(port.resolve("counters"));
    Files.writeString(port.resolve("state"), "1: DOWN\n");
    Files.writeString(port.resolve("link_layer"), "InfiniBand\n");
    Files.writeString(port.resolve("counters/port_rcv_data"), "N/A (no PMA)\n");
    Files.createDirectories(root.resolve("sys/class/infiniband/rxe0"));
    try (AgentProcess agent =
        AgentProcess.serving(sub("agent"), Map.of(), "--host-root", root.toString())) {
      agent.awaitRound();

      assertThat(agent.scrape().series("kvlane_path_info", "intent=default", "class=tcp"))
          .hasSize(2);
      assertThat(agent.get("/health/group/fabric").statusCode()).isEqualTo(200);
      assertThat(agent.log()).doesNotContain("ERROR", "Exception");
    }
  }

  private Path sub(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[1024];
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
