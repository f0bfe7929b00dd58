package io.kvlane.agent.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.agent.samples.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
  void shouldBringEveryDashboardToGrafana() throws Exception {
    Manifest manifest = Kustomize.render(scratch, "cpu-only", List.of("dashboards"));
    Path grafana = Repository.file("dashboards/grafana");
    List<String> names;
    try (Stream<Path> files = Files.list(grafana)) {
      names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .sorted()
              .toList();
    }

    assertThat(names).isNotEmpty();
    assertThat(
            manifest
                .ofKind("ConfigMap")
                .filter(map -> map.at("/metadata/labels/grafana_dashboard").asText().equals("1"))
                .flatMap(map -> Manifest.names(map.path("data")).stream())
                .sorted())
        .isEqualTo(names);
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
