package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kvlane check} of this machine, with real probe processes and transfers. */
final class CheckIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path directory;

  private Cli.Result check(Map<String, String> settings, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "check";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return Cli.run(directory, settings, arguments);
  }

  @Test
  void shouldTransferAndPrintAReport() {
    Cli.Result result = check(Map.of());

    assertThat(result.status()).as(result.out() + result.err()).isBetween(0, 1);
    assertThat(result.out())
        .contains("Host\n", "RDMA devices\n", "GPUs\n", "Transfers inside this node\n")
        .contains("ucx default read", "by own-sockets")
        .doesNotContain("\u001b");
    assertThat(result.err())
        .contains("checking RDMA devices …", "checking transfers inside the node …")
        .contains(": ok ")
        .doesNotContain("\tat ");
    assertNothingLeft();
  }

  @Test
  void shouldEndWithTwoOnAFallback() throws Exception {
    Cli.Result result =
        check(Map.of("KVLANE_EXPECTED_PATH", "gpudirect-rdma"), "--json", "--quiet");

    assertThat(result.status()).as(result.err()).isEqualTo(2);
    JsonNode document = JSON.readTree(result.out());
    assertThat(document.path("outcome").asText()).isEqualTo("critical");
    assertThat(document.path("verdicts").path("fabric").path("reason").asText())
        .startsWith("fallback: expected gpudirect-rdma (configuration), seen tcp");
    assertThat(document.path("verdicts").path("paths")).isNotEmpty();
    assertThat(document.path("host").path("kernel").asText()).isNotEmpty();
    assertThat(document.findValuesAsText("rule")).contains("path-fallback");
  }

  @Test
  void shouldCheckWhileAnAgentRuns() {
    try (AgentProcess agent = AgentProcess.serving(directory, Map.of())) {
      agent.awaitRound();

      Cli.Result result = check(Map.of());

      assertThat(result.status()).as(result.out() + result.err()).isBetween(0, 1);
      assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldEndWithThreeWhereItCannotCheck() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    Cli.Result result = check(Map.of("KVLANE_STATE_DIRECTORY", file.resolve("state").toString()));

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).startsWith("kvlane: kvlane.state-directory: cannot write to ");
  }

  private void assertNothingLeft() {
    assertThat(Proc.names(directory.resolve("tmp"))).noneMatch(name -> name.startsWith("kvlane-"));
  }
}
