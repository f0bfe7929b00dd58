package io.kvlane.agent.it;

import static io.kvlane.agent.kubernetes.Pods.NODES;
import static io.kvlane.agent.kubernetes.Pods.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.agent.it.DashboardFile.Query;
import io.kvlane.agent.it.PanelAnswers.Series;
import io.kvlane.agent.kubernetes.FakeApiServer;
import io.kvlane.agent.kubernetes.Pods;
import io.kvlane.agent.samples.Certificates;
import io.kvlane.agent.samples.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of the dashboards brings data from a real Prometheus that scrapes two agents: one on
 * a machine with InfiniBand that should carry RDMA and has only TCP, and one on a machine with EFA
 * that need not. Both have GPUs of the stub driver and worker pods, and are each other's peer. A
 * third does not answer. What the panels show is kept as {@code target/dashboards/*.txt}, to look
 * at.
 */
@Tag("e2e")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
final class DashboardsIT {

  private static final String INFINIBAND = "gpu-node-1";
  private static final String EFA = "gpu-node-2";
  private static final String SILENT = "gpu-node-3";

  /** A pair's own baseline is learned from five meetings, which are an epoch apart. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The least that RDMA must bring, which the node with EFA has not: it expects TCP. */
  private static final Set<String> NOT_ON_EFA =
      Set.of("Bandwidth with peers, by path C", "Bandwidth inside the node, by path C");

  @TempDir private Path directory;

  private final FakeApiServer kubernetes = new FakeApiServer("kvlane", PODS, NODES);
  private final int onePort = Installation.freePort();
  private final int otherPort = Installation.freePort();

  @Test
  void shouldBringDataForEveryQuery() throws Exception {
    Certificates.make(directory);
    kubernetes.put(NODES, Pods.node(INFINIBAND, "rdma/ib", "8"));
    kubernetes.put(NODES, Pods.node(EFA, "vpc.amazonaws.com/efa", "8"));
    kubernetes.put(PODS, Pods.dynamo("prefill-0", "prefill", INFINIBAND));
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", EFA));
    try (kubernetes;
        AgentProcess infiniband = infiniband();
        AgentProcess efa = efa();
        PrometheusProcess prometheus =
            PrometheusProcess.serving(directory.resolve("prometheus"), scraping(infiniband, efa))) {
      DashboardFile fleet = DashboardFile.of("fleet.json");
      DashboardFile node = DashboardFile.of("node.json");
      PanelAnswers one = new PanelAnswers(prometheus, INFINIBAND);
      PanelAnswers other = new PanelAnswers(prometheus, EFA);

      assertThat(one.answer(new Query("", "", "kvlane_peers{state=\"gone\"}", "", true)))
          .as("a query that names what is not there")
          .isEmpty();
      awaitData(fleet, one, Set.of());
      awaitData(node, one, Set.of());
      awaitData(node, other, NOT_ON_EFA);

      assertVariables(node, prometheus, one);
      assertJoined(fleet, one, "fleet");
      assertJoined(node, one, "node-infiniband");
      assertJoined(node, other, "node-efa");
    }
  }

  private AgentProcess infiniband() throws Exception {
    Map<String, String> settings = settings(INFINIBAND, onePort, EFA, otherPort);
    settings.put("KVLANE_HOST_ROOT", host("h100-infiniband"));
    settings.put("KVLANE_GPU_LIBRARY_DIRECTORY", gpus("infiniband", "1B", "43"));
    return AgentProcess.serving(sub("one"), settings);
  }

  private AgentProcess efa() throws Exception {
    Map<String, String> settings = settings(EFA, otherPort, INFINIBAND, onePort);
    settings.put("KVLANE_EXPECTED_PATH", "tcp");
    settings.put("KVLANE_HOST_ROOT", host("p5-efa"));
    settings.put("KVLANE_GPU_LIBRARY_DIRECTORY", gpus("efa", "53", "CA"));
    return AgentProcess.serving(sub("other"), settings);
  }

  private Map<String, String> settings(String name, int port, String peer, int peerPort)
      throws IOException {
    Map<String, String> settings =
        new TreeMap<>(Kubeconfig.of(directory, "http://127.0.0.1:" + kubernetes.port()));
    settings.put("KVLANE_KUBERNETES_ENABLED", "true");
    settings.putAll(
        Map.of(
            "KVLANE_NODE_NAME",
            name,
            "KVLANE_PROFILES",
            "contiguous,llama-3.1-8b",
            "KVLANE_TRANSFER_INTERVAL",
            "5s",
            "KVLANE_PEER_EPOCH",
            "5s",
            "KVLANE_PEERS",
            peer + "=127.0.0.1:" + peerPort,
            "KVLANE_CONTROL_HOST",
            "127.0.0.1",
            "KVLANE_CONTROL_PORT",
            Integer.toString(port),
            "KVLANE_CONTROL_CERTIFICATE_FILE",
            directory.resolve("agent.crt").toString(),
            "KVLANE_CONTROL_KEY_FILE",
            directory.resolve("agent.key").toString(),
            "KVLANE_CONTROL_AUTHORITY_FILE",
            directory.resolve("ca.crt").toString()));
    return settings;
  }

  private static String host(String scenario) {
    return Repository.file("native-probes/src/test/hosts/" + scenario).toString();
  }

  /** A driver whose GPUs sit on two buses of the machine. */
  private String gpus(String name, String firstBus, String secondBus) throws Exception {
    return GpuStubs.compile(
            directory.resolve("driver-" + name), "BUS_0=" + firstBus, "BUS_1=" + secondBus)
        .toString();
  }

  private Path sub(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  /** Each target has the label that the example configuration relabels in. */
  private static String scraping(AgentProcess one, AgentProcess other) {
    return """
    global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 2s}
    rule_files: ["%s"]
    scrape_configs:
      - job_name: kvlane
        static_configs:
          - {targets: ["127.0.0.1:%d"], labels: {node: %s}}
          - {targets: ["127.0.0.1:%d"], labels: {node: %s}}
          - {targets: ["127.0.0.1:%d"], labels: {node: %s}}
    """
        .formatted(
            Repository.file("dashboards/prometheus/kvlane-rules.yaml"),
            one.port(),
            INFINIBAND,
            other.port(),
            EFA,
            Installation.freePort(),
            SILENT);
  }

  /** Waits until each query brings data, but for those that the node has none for. */
  private static void awaitData(DashboardFile dashboard, PanelAnswers answers, Set<String> none) {
    List<Query> waiting = new ArrayList<>();
    dashboard
        .panels()
        .flatMap(panel -> DashboardFile.queries(panel).stream())
        .filter(query -> !none.contains(query.toString()))
        .forEach(waiting::add);
    assertThat(waiting).isNotEmpty();
    try {
      Await.value(
          "data for every query",
          PATIENCE,
          () -> {
            waiting.removeIf(query -> !answers.answer(query).isEmpty());
            return waiting.isEmpty() ? Optional.of(true) : Optional.empty();
          });
    } catch (AssertionError e) {
      throw new AssertionError("queries without data: " + waiting, e);
    }
  }

  private static void assertVariables(
      DashboardFile node, PrometheusProcess prometheus, PanelAnswers answers) {
    Map<String, List<String>> values = new TreeMap<>();
    for (DashboardFile.Variable variable : node.variables()) {
      String series = PrometheusProcess.encoded(answers.substituted(variable.series()));
      values.put(
          variable.name(),
          prometheus
              .data("/api/v1/label/" + variable.label() + "/values?match%5B%5D=" + series)
              .valueStream()
              .map(JsonNode::asText)
              .toList());
    }
    assertThat(values)
        .containsEntry("node", List.of(INFINIBAND, EFA, SILENT))
        .containsEntry("peer", List.of(EFA));
  }

  /** Keeps what the panels show, and makes sure that tables have one row for each thing. */
  private static void assertJoined(DashboardFile dashboard, PanelAnswers answers, String name)
      throws IOException {
    StringBuilder text = new StringBuilder();
    Map<String, Long> apart = new LinkedHashMap<>();
    dashboard
        .panels()
        .filter(panel -> panel.has("targets"))
        .forEach(panel -> {
          Map<Query, List<Series>> all = new LinkedHashMap<>();
          DashboardFile.queries(panel).forEach(query -> all.put(query, answers.answer(query)));
          PanelText shown = new PanelText(panel, all);
          text.append(shown);
          if (all.size() > 1 && panel.path("type").asText().equals("table")) {
            apart.put(panel.path("title").asText(), shown.rowsApart());
          }
        });
    Path target = Files.createDirectories(Repository.file("agent/target/dashboards"));
    Files.writeString(target.resolve(name + ".txt"), text.toString());
    assertThat(apart).isNotEmpty().allSatisfy((_, rows) -> assertThat(rows).isZero());
  }
}
