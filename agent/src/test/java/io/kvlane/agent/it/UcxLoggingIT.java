package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However much UCX writes to its standard output, transfers go on. */
final class UcxLoggingIT {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"UCX_LOG_LEVEL=debug", "UCX_LOG_LEVEL=info UCX_PROTO_INFO=y"})
  void shouldNotBeDisturbedByWhatUcxWrites(String environment) {
    try (AgentProcess agent =
        AgentProcess.serving(directory, Map.of("KVLANE_UCX_ENVIRONMENT", environment))) {
      Await.until(
          "several rounds of UCX transfers",
          () ->
              agent.runs("ok", "engine=ucx", "intent=default", "operation=read") >= 2
                  && agent.runs("ok", "engine=ucx", "intent=local", "operation=write") >= 2);

      assertThat(agent.scrape().value("kvlane_probe_process_restarts_total", "reason=protocol"))
          .hasValue(0);
      assertThat(agent.runs("failed")).isZero();
    }
  }
}
