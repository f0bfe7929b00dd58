package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent shows on a machine without RDMA, of which nothing is expected. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServingIT {

  private static final String OPENMETRICS = "application/openmetrics-text; version=1.0.0";

  @TempDir private Path directory;
  private AgentProcess agent;

  ServingIT(@TempDir Path directory) {
    this.directory = directory;
    this.agent = AgentProcess.start(directory, Map.of());
  }

  @BeforeAll
  void awaitFirstRounds() {
    agent.awaitServing();
    agent.awaitRound();
  }

  @AfterAll
  void end() {
    agent.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ucx, default, read",
    "ucx, default, write",
    "tcp, baseline, read",
    "tcp, baseline, write",
    "ucx, local, read",
    "ucx, local, write"
  })
  void shouldShowTheBandwidthOfEachKindOfRun(String engine, String intent, String operation) {
    OptionalDouble rate =
        agent
            .scrape()
            .value(
                "kvlane_transfer_bandwidth_bytes_per_second",
                "engine=" + engine,
                "intent=" + intent,
                "operation=" + operation,
                "memory=host",
                "kind=loopback");
    assertThat(rate.orElse(0)).isPositive();
  }

  @Test
  void shouldSayThatDefaultRunsTakeTcp() {
    Scrape scrape = agent.scrape();

    assertThat(scrape.series("kvlane_path_info", "engine=ucx", "intent=default"))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("class=\"tcp\"", "transport=\"tcp\""));
    assertThat(scrape.series("kvlane_path_info", "intent=local"))
        .allSatisfy(line -> assertThat(line).contains("class=\"local\""));
  }

  @Test
  void shouldShowNoFallbackWhereNothingIsExpected() {
    assertThat(agent.get("/metrics").body())
        .doesNotContain("kvlane_path_fallback{")
        .doesNotContain("kvlane_expected_path_info{");
    assertThat(agent.get("/api/v1/transfers").body()).doesNotContain("\"fallback\"");
  }

  @Test
  void shouldGiveTheEvidenceOfEachVerdict() {
    for (JsonNode transfer : agent.json("/api/v1/transfers").path("transfers")) {
      if (transfer.path("intent").asText().equals("default")) {
        JsonNode path = transfer.path("lastVerified").path("path");
        assertThat(path.path("pathClass").asText()).isEqualTo("tcp");
        assertThat(path.path("decidedBy").asText()).isEqualTo("own-sockets");
        assertThat(path.path("evidence").findValuesAsText("kind"))
            .contains("own-sockets", "construction", "lanes");
        assertThat(path.path("evidence").findValuesAsText("text").toString())
            .containsPattern("TCP sockets? received \\d+ bytes");
      }
    }
    assertThat(agent.json("/api/v1/transfers").path("transfers").findValuesAsText("intent"))
        .contains("default", "baseline", "local");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready", "/health/group/fabric"})
  void shouldBeUp(String path) {
    HttpResponse<String> answer = agent.get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"UP\"").doesNotContain("\"DOWN\"");
  }

  @Test
  void shouldAnswerInTheFormatThatIsAskedFor() {
    HttpResponse<String> plain = agent.get("/metrics", "text/plain");
    HttpResponse<String> open = agent.get("/metrics", OPENMETRICS);

    assertThat(plain.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
    assertThat(plain.body()).doesNotContain("# EOF");
    assertThat(open.headers().firstValue("content-type").orElse(""))
        .startsWith("application/openmetrics-text");
    assertThat(open.body()).endsWith("# EOF\n").contains("# TYPE kvlane_path info");
  }

  @Test
  void shouldSatisfyPromtool() {
    assertThat(MetricsLint.complaints(directory, agent.get("/metrics").body())).isEmpty();
  }

  @Test
  void shouldLoadNativeLibrariesInProbeProcessesOnly() {
    Set<String> mapped = Proc.libraries(agent.pid());

    assertThat(mapped)
        .noneMatch(name ->
            name.matches(
                "(libuc[pstm]|libfabric|libibverbs|librdmacm|libcuda|libnvidia|jffi|libjffi).*"));
    assertThat(mapped).anyMatch(name -> name.startsWith("libjvm"));
    assertThat(List.of("initiator", "responder"))
        .allSatisfy(role ->
            assertThat(Proc.libraries(agent.probe(role)))
                .anyMatch(name -> name.startsWith("libucp.so")));
  }

  @Test
  void shouldServeAStatusPage() {
    HttpResponse<String> page = agent.get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type").orElse("")).startsWith("text/html");
    assertThat(page.body()).contains("kvlane");
  }

  @Test
  void shouldNotTransferBecauseSomebodyAsks() {
    double before = agent.runs("ok");
    for (int i = 0; i < 50; i++) {
      agent.scrape();
      agent.get("/health/group/fabric");
      agent.get("/api/v1/transfers");
    }

    assertThat(agent.runs("ok") - before).isLessThan(50);
  }

  @Test
  void shouldFindNothingWrong() {
    assertThat(agent.json("/api/v1/findings").path("findings")).isEmpty();
    assertThat(agent.log()).doesNotContain("WARN", "ERROR", "Exception");
  }
}
