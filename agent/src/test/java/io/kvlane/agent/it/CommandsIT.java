package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.kubernetes.report.FakeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands beside {@code agent}. */
final class CommandsIT {

  @TempDir private Path directory;

  @Test
  void shouldTellItsVersion() {
    Cli.Result result = run("--version");

    assertThat(result.status()).isZero();
    assertThat(result.out()).matches("kvlane \\d\\S* \\(\\w+\\), Java \\d\\S*\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help"})
  void shouldHelp(String command) {
    Cli.Result result = run(command);

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).contains("Usage: kvlane", "agent", "expectation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"measure", "--fast", "expectation", ""})
  void shouldShowTheUsageOfWhatItDoesNotKnow(String command) {
    Cli.Result result = command.isEmpty() ? Cli.run(directory, Map.of()) : run(command);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("Usage: kvlane").doesNotContain("\tat ");
  }

  @Test
  void shouldSayWhatToDoWithConditions() {
    Cli.Result result = run("condition");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("kvlane condition clear --node NAME");
  }

  @Test
  void shouldClearAConditionThatWasLeftBehindAndSayWhereItCannot() throws IOException {
    try (FakeApi api = new FakeApi()) {
      Map<String, String> access = Kubeconfig.of(directory, api.url());
      Cli.Result cleared = Cli.run(directory, access, "condition", "clear", "--node", "node-1");
      Cli.Result unknown = Cli.run(directory, access, "condition", "clear", "--node", "node-9");
      api.goAway();
      Cli.Result away = Cli.run(directory, access, "condition", "clear", "--node", "node-1");

      assertThat(cleared.status()).as(cleared.err()).isZero();
      assertThat(cleared.out()).isEqualTo("node-1: has no condition KVTransferPath any more\n");
      assertThat(api.condition("KVTransferPath").isMissingNode()).isTrue();
      assertThat(unknown.status()).isEqualTo(1);
      assertThat(unknown.err()).startsWith("kvlane: node-9: ").contains("404");
      assertThat(away.status()).isEqualTo(1);
      assertThat(away.err()).startsWith("kvlane: node-1: Kubernetes cannot be reached");
    }
  }

  @Test
  void shouldGuessWhatWasMeant() {
    Cli.Result result = run("agnet");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("Did you mean: kvlane agent?");
  }

  @Test
  void shouldShowAndForgetWhatARunningAgentHasLearned() throws IOException {
    learned();
    assertThat(run("expectation", "show").out()).contains("learned:    rdma", "in force:   rdma");
    try (AgentProcess agent = AgentProcess.serving(directory, Map.of("KVLANE_HOST_ROOT", host()))) {
      agent.awaitRound();
      assertThat(agent.scrape().series("kvlane_expected_path_info", "class=rdma", "source=learned"))
          .hasSize(1);
      assertThat(agent.get("/health/group/fabric").statusCode()).isEqualTo(503);

      assertThat(reset().out()).contains("forgotten");

      Await.until(
          "the agent to notice",
          () ->
              agent.scrape().series("kvlane_expected_path_info").isEmpty()
                  && agent.scrape().series("kvlane_path_fallback").isEmpty());
      assertThat(agent.get("/health/group/fabric").statusCode()).isEqualTo(200);
    }
    assertThat(reset().out()).contains("nothing was learned");
    assertThat(run("expectation", "show").out()).contains("in force:   nothing");
  }

  /** What an agent keeps once it has seen RDMA, which this machine may not have. */
  private void learned() throws IOException {
    Path root = Files.createDirectories(directory.resolve("host/etc"));
    Files.writeString(root.resolve("machine-id"), "0123456789abcdef\n");
    Files.writeString(
        Files.createDirectories(directory.resolve("state")).resolve("expectation.json"),
        "{\"version\":1,\"machineId\":\"0123456789abcdef\",\"expectedPath\":\"rdma\","
            + "\"learnedAt\":\"2026-01-01T00:00:00Z\"}");
  }

  private String host() {
    return directory.resolve("host").toString();
  }

  private Cli.Result reset() {
    return run("expectation", "reset");
  }

  private Cli.Result run(String... arguments) {
    return Cli.run(
        directory,
        Files.exists(directory.resolve("host")) ? Map.of("KVLANE_HOST_ROOT", host()) : Map.of(),
        arguments);
  }
}
