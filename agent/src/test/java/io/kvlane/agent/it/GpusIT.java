package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent and a check say of GPUs, and that nothing suffers where their driver is ill. */
final class GpusIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path directory;

  private Map<String, String> with(String... faults) throws Exception {
    return Map.of(
        "KVLANE_GPU_LIBRARY_DIRECTORY",
        GpuStubs.compile(directory.resolve("driver"), faults).toString());
  }

  private static void awaitOutcome(AgentProcess agent, String probe, String outcome) {
    Await.until(
        probe + " to be " + outcome,
        () ->
            agent
                    .scrape()
                    .value("kvlane_probe_outcome", "probe=" + probe, "outcome=" + outcome)
                    .orElse(0.0)
                == 1);
  }

  @Test
  void shouldExportTheGpusAndKeepNoProcessForThem() throws Exception {
    try (AgentProcess agent = AgentProcess.serving(directory, with())) {
      awaitOutcome(agent, "nvml", "observed");
      awaitOutcome(agent, "cuda", "observed");

      assertThat(agent.scrape().series("kvlane_gpu_info")).hasSize(2);
      assertThat(agent.scrape().series("kvlane_gpu_info", "pci_address=0000:3b:00.0")).hasSize(1);
      Await.until("the inspector to end", () -> inspector(agent).path("pid").isMissingNode());
      assertThat(inspector(agent).path("ends")).isEmpty();
    }
  }

  @Test
  void shouldCountADriverThatEndsTheProcessAndLookAtTheRest() throws Exception {
    try (AgentProcess agent = AgentProcess.serving(directory, with("NVML_ABORTS"))) {
      awaitOutcome(agent, "nvml", "failed");
      awaitOutcome(agent, "cuda", "observed");
      awaitOutcome(agent, "ucx-components", "observed");

      assertThat(inspector(agent).path("ends").path("crashed").asInt()).isEqualTo(1);
      assertThat(agent.scrape().series("kvlane_gpu_info")).isEmpty();
      assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);
      agent.awaitRound();
    }
  }

  private static JsonNode inspector(AgentProcess agent) {
    for (JsonNode process : agent.json("/api/v1/node").path("processes")) {
      if (process.path("role").asText().equals("inspector")) {
        return process;
      }
    }
    throw new AssertionError("there is no inspector");
  }

  @Test
  void shouldSayInACheckWhichGpuIsLost() throws Exception {
    Cli.Result result = Cli.run(directory, with("GPU_LOST"), "check", "--json", "--quiet");

    JsonNode document = JSON.readTree(result.out());
    assertThat(result.status()).as(result.out()).isPositive();
    assertThat(document.path("gpus")).hasSize(2);
    assertThat(document.path("gpus").path(1).path("lost").asBoolean()).isTrue();
    assertThat(document.findValuesAsText("rule")).contains("gpu-lost");
  }
}
