package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose UCX cannot be used: kvlane says why, and measures what it can. */
final class UnusableUcxIT {

  @TempDir private Path directory;
  private Path libraries = Path.of("");

  @BeforeEach
  void makeDirectory() throws IOException {
    libraries = Files.createDirectory(directory.resolve("libraries"));
  }

  @Test
  void shouldReportAMissingLibrary() {
    try (AgentProcess agent = start()) {
      assertNotPresent(agent, "cannot load " + libraries.resolve("libucp.so.0"));
    }
  }

  @Test
  void shouldReportALibraryThatIsTooOld() throws IOException, InterruptedException {
    StubLibrary.compile(libraries, StubLibrary.version(1, 12));
    try (AgentProcess agent = start()) {
      assertNotPresent(agent, "UCX 1.12.0 in " + libraries.resolve("libucp.so.0"));
    }
  }

  @Test
  void shouldNameASymbolThatIsMissing() throws IOException, InterruptedException {
    StubLibrary.compile(libraries, StubLibrary.version(1, 17));
    try (AgentProcess agent = start()) {
      assertNotPresent(agent, "(UCX 1.17.0) lacks the symbol ucp_");
    }
  }

  @Test
  void shouldReportAFileThatIsNoLibrary() throws IOException {
    Files.writeString(libraries.resolve("libucp.so.0"), "not a library");
    try (AgentProcess agent = start()) {
      assertNotPresent(agent, "cannot load " + libraries.resolve("libucp.so.0"));
    }
  }

  @Test
  void shouldGoOnWithTcpWhenUcxEndsEveryProcessThatLoadsIt()
      throws IOException, InterruptedException {
    StubLibrary.compile(libraries, StubLibrary.crashing());
    try (AgentProcess agent = start()) {
      assertThat(agent.engine("ucx").path("outcome").asText()).isEqualTo("failed");
      assertThat(agent.engine("tcp").path("outcome").asText()).isEqualTo("observed");
      assertThat(agent.finding("probe-process-ended", "initiator").path("evidence").toString())
          .contains("killed by signal 6");
      assertTcpGoesOn(agent);
      assertThat(agent.finding("engine-not-present", "ucx").path("summary").asText())
          .contains("killed by signal 6");
      assertSkipped(agent, "backoff");
      assertNotMeasured(agent);
    }
  }

  private AgentProcess start() {
    return AgentProcess.serving(
        directory, Map.of("KVLANE_UCX_LIBRARY_DIRECTORY", libraries.toString()));
  }

  private static void assertNotPresent(AgentProcess agent, String reason) {
    JsonNode ucx = agent.engine("ucx");
    assertThat(ucx.path("outcome").asText()).isEqualTo("not_present");
    assertThat(ucx.path("reason").asText()).contains(reason);
    assertThat(ucx.path("fix").asText()).contains("install UCX", "kvlane.ucx.library-directory");
    assertThat(agent.finding("engine-not-present", "ucx").path("summary").asText())
        .contains(reason);
    assertTcpGoesOn(agent);
    assertSkipped(agent, "not_present");
    assertNotMeasured(agent);
    assertThat(agent.scrape().value("kvlane_probe_outcome", "probe=ucx", "outcome=not_present"))
        .hasValue(1);
    assertThat(agent.process("initiator").orElseThrow().path("ends")).isEmpty();
  }

  /** Two rounds: what ended the first must not keep the second from being made. */
  private static void assertTcpGoesOn(AgentProcess agent) {
    Await.until(
        "several rounds of TCP transfers",
        () ->
            agent.runs("ok", "engine=tcp", "operation=read") >= 3
                && agent.runs("ok", "engine=tcp", "operation=write") >= 3);
  }

  private static void assertSkipped(AgentProcess agent, String reason) {
    Scrape scrape = agent.scrape();
    assertThat(scrape.value("kvlane_transfers_total", "engine=ucx", "reason=" + reason).orElse(0))
        .isGreaterThanOrEqualTo(4);
    assertThat(scrape.value("kvlane_transfers_total", "engine=ucx", "result=ok")).hasValue(0);
    assertThat(scrape.series("kvlane_path_info", "engine=ucx")).isEmpty();
  }

  private static void assertNotMeasured(AgentProcess agent) {
    HttpResponse<String> fabric = agent.get("/health/group/fabric");
    assertThat(fabric.statusCode()).isEqualTo(503);
    assertThat(fabric.body()).contains("not measured");
    assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(agent.get("/health/ready").statusCode()).isEqualTo(200);
  }
}
