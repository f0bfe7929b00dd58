package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent of a node that should have RDMA and has not, from before its first verdict on. */
final class FallbackIT {

  @TempDir private Path directory;

  @Test
  void shouldReportAFallbackOnceItIsMeasured() throws IOException {
    try (TransferLock lock = TransferLock.hold(directory.resolve("state"));
        AgentProcess agent =
            AgentProcess.serving(directory, Map.of("KVLANE_EXPECTED_PATH", "gpudirect-rdma"))) {
      Await.until(
          "runs that another process keeps from being made",
          () ->
              agent
                      .scrape()
                      .value("kvlane_transfers_total", "intent=default", "reason=locked")
                      .orElse(0)
                  > 0);
      assertNotMeasured(agent);

      lock.release();
      agent.awaitRound();

      assertFallback(agent);
      assertServing(agent);
    }
  }

  private static void assertNotMeasured(AgentProcess agent) {
    HttpResponse<String> fabric = agent.get("/health/group/fabric");
    assertThat(fabric.statusCode()).isEqualTo(503);
    assertThat(fabric.body()).contains("\"DOWN\"", "not measured");
    assertThat(agent.get("/metrics").body())
        .doesNotContain("kvlane_path_fallback{", "kvlane_path_info{");
    assertServing(agent);
  }

  private static void assertFallback(AgentProcess agent) {
    Scrape scrape = agent.scrape();
    assertThat(scrape.series("kvlane_path_fallback", "intent=default", "engine=ucx"))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).endsWith(" 1.0"));
    assertThat(scrape.series("kvlane_path_fallback")).hasSize(2);
    assertThat(scrape.series("kvlane_expected_path_info", "class=gpudirect-rdma")).hasSize(1);
    HttpResponse<String> fabric = agent.get("/health/group/fabric");
    assertThat(fabric.statusCode()).isEqualTo(503);
    assertThat(fabric.body()).contains("\"DOWN\"", "fallback: expected gpudirect-rdma", "seen tcp");
    assertThat(agent.finding("path-fallback", "").path("fix").asText()).isNotEmpty();
  }

  private static void assertServing(AgentProcess agent) {
    assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(agent.get("/health/ready").statusCode()).isEqualTo(200);
  }
}
