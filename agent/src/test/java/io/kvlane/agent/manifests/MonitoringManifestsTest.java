package io.kvlane.agent.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the components for Prometheus and Grafana bring. */
class MonitoringManifestsTest {

  @TempDir private Path scratch;

  @BeforeAll
  static void assumeKubectl() {
    Kustomize.assumeKubectl();
  }

  @Test
  void shouldNameTheNodeInWhatPrometheusScrapes() throws Exception {
    Manifest manifest = Kustomize.render(scratch, "cpu-only", List.of("prometheus-operator"));
    JsonNode endpoint =
        manifest
            .of("PodMonitor", "kvlane")
            .findFirst()
            .orElseThrow()
            .at("/spec/podMetricsEndpoints/0");

    assertThat(endpoint.path("path").asText()).isEqualTo("/metrics");
    assertThat(endpoint.at("/relabelings/0/targetLabel").asText()).isEqualTo("node");
    assertThat(endpoint.at("/relabelings/0/sourceLabels/0").asText())
        .isEqualTo("__meta_kubernetes_pod_node_name");
    assertThat(manifest.ofKind("PrometheusRule")).isNotEmpty();
  }
}
