package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  /** UCX of this machine has no CUDA: what it carries is staged, and it is never handed more. */
  @Test
  void shouldStageTransfersOfEachGpuInTurnAndSayWhy() throws Exception {
    try (AgentProcess agent = AgentProcess.serving(directory, quick(with()))) {
      Await.until(
          "verified runs of both GPUs",
          () -> verified(agent, "default").size() == 2 && verified(agent, "staged").size() == 2);

      assertThat(
              agent
                  .scrape()
                  .series("kvlane_path_info", "memory=cuda", "intent=default", "class=tcp"))
          .isNotEmpty();
      assertThat(lastDetails(agent))
          .anyMatch(detail ->
              detail.matches(
                  "staged through host memory: UCX [0-9.]+ does not know GPU memory under these"
                      + " settings"));
      JsonNode findings = agent.json("/api/v1/findings");
      assertThat(findings.findValuesAsText("rule")).contains("ucx-lacks-cuda");
      assertThat(agent.scrape().series("kvlane_transfers_total", "memory=cuda", "result=ok"))
          .as("counted together, however many GPUs there are")
          .allMatch(series -> series.contains("gpu=\"\""));
    }
  }

  private static Map<String, String> quick(Map<String, String> settings) {
    Map<String, String> more = new HashMap<>(settings);
    more.put("KVLANE_TRANSFER_INTERVAL", "5s");
    more.put("KVLANE_TRANSFER_MAX_BYTES", "1MiB");
    return more;
  }

  /** GPUs with a fresh verified read of an intent. */
  private static Set<String> verified(AgentProcess agent, String intent) {
    Set<String> gpus = new TreeSet<>();
    for (JsonNode transfer : agent.json("/api/v1/transfers").path("transfers")) {
      if (transfer.path("intent").asText().equals(intent)
          && transfer.path("memory").asText().equals("cuda")
          && transfer.has("lastVerified")) {
        gpus.add(transfer.path("gpu").asText());
      }
    }
    return gpus;
  }

  private static List<String> lastDetails(AgentProcess agent) {
    return agent.json("/api/v1/transfers").findValues("last").stream()
        .map(last -> last.path("detail").asText())
        .toList();
  }

  @Test
  void shouldSkipAGpuThatIsLostOrSplitOrFullAndSayWhy() throws Exception {
    Cli.Result lost = Cli.run(directory, with("GPU_LOST"), "check", "--quiet");
    Cli.Result split = Cli.run(directory, with("MIG"), "check", "--quiet");
    Cli.Result full = Cli.run(directory, with("GPU_FULL"), "check", "--quiet");

    assertThat(lost.out()).contains("not measured: the driver has lost GPU");
    assertThat(split.out()).contains("is split into instances (MIG)");
    assertThat(full.out()).contains("has 1 MiB free, too little to take");
  }

  @Test
  void shouldShowInACheckWhatStagingCostsEachGpu() throws Exception {
    Cli.Result result = Cli.run(directory, with(), "check", "--quiet");

    assertThat(result.out())
        .contains("GPU memory inside this node\n")
        .containsPattern("GPU 0 .* read .*tcp at .* GB/s; staged .* GB/s: staging takes .* times")
        .containsPattern("GPU 1 .* write .*tcp at .* GB/s; staged .* GB/s: staging takes .* times");
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
