package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent starts with every configuration that is there to be copied. */
final class ExampleConfigurationsIT {

  @TempDir private Path directory;

  @Test
  void shouldTransferWithTheConfigurationOfTheManifests() {
    try (AgentProcess agent = serving("k8s/base/kvlane.properties", Map.of())) {
      agent.awaitRound();
    }
  }

  @Test
  void shouldTakeTcpForNoFallbackWithTheConfigurationOfATestCluster() {
    try (AgentProcess agent = serving("k8s/overlays/cpu-only/kvlane.properties", Map.of())) {
      agent.awaitRound();

      assertThat(agent.scrape().series("kvlane_expected_path_info", "class=tcp")).hasSize(1);
      assertThat(agent.scrape().series("kvlane_path_fallback"))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line).endsWith(" 0.0"));
    }
  }

  @Test
  void shouldServeWithTheConfigurationOfTheReference() {
    Map<String, String> asInTheFile =
        Map.of("KVLANE_PROFILES", "contiguous,my-llama", "KVLANE_TRANSFER_INTERVAL", "2m");
    try (AgentProcess agent = serving("src/docs/kvlane.properties", asInTheFile)) {
      assertThat(agent.scrape().series("kvlane_expected_path_info", "class=rdma")).hasSize(1);
    }
  }

  private AgentProcess serving(String file, Map<String, String> settings) {
    String configuration = Installation.root().resolve(file).toString();
    return AgentProcess.serving(directory, settings, "--config", configuration);
  }
}
