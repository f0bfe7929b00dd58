package io.kvlane.agent.it;

import static io.kvlane.agent.kubernetes.Pods.NODES;
import static io.kvlane.agent.kubernetes.Pods.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.agent.it.WebhookReceiver.Notification;
import io.kvlane.agent.kubernetes.FakeApiServer;
import io.kvlane.agent.kubernetes.Pods;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * From a fault on a node to whoever is paged: a real agent, a real Prometheus with our rules, a
 * real Alertmanager with our example.
 *
 * <p>The agent moves bytes over TCP, as its UCX is told to, and nobody expects more. Then the node
 * gets a resource of RDMA while the agent runs: bytes that should take RDMA now take TCP. It is
 * repaired the only way that lowers an expectation: the operator writes that TCP is meant here, and
 * the agent restarts.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class AlertChainIT {

  private static final String NODE = "node-1";
  private static final String ALERT = "KvlanePathFallback";
  private static final int HEALTHY_EVALUATIONS = 15;

  /** What the alert waits for, and as much again for a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  @TempDir private Path directory;

  private final FakeApiServer kubernetes = new FakeApiServer("kvlane", PODS, NODES);
  private final Timeline times = new Timeline();

  private Map<String, String> settings() throws IOException {
    Map<String, String> settings =
        new HashMap<>(Kubeconfig.of(directory, "http://127.0.0.1:" + kubernetes.port()));
    settings.put("KVLANE_HTTP_PORT", Integer.toString(Installation.freePort()));
    settings.put("KVLANE_KUBERNETES_ENABLED", "true");
    settings.put("KVLANE_NODE_NAME", NODE);
    settings.put("KVLANE_UCX_ENVIRONMENT", "UCX_TLS=tcp");
    return settings;
  }

  @Test
  void shouldPageOnceForAFallbackAndTellWhenItIsOver() throws IOException {
    kubernetes.put(NODES, Pods.node(NODE, "nvidia.com/mig-1g.10gb", "7"));
    Map<String, String> settings = settings();
    try (kubernetes;
        WebhookReceiver receiver = new WebhookReceiver();
        AlertmanagerProcess alertmanager =
            AlertmanagerProcess.serving(
                directory.resolve("alertmanager"), Monitoring.alertmanager(receiver.uri()))) {
      AgentProcess agent = AgentProcess.serving(directory, settings);
      try (PrometheusProcess prometheus = prometheus(agent, alertmanager)) {
        agent.awaitRound();
        assertSilent(prometheus);

        Notification page = causeAFallback(agent, prometheus, receiver);
        assertTellsWhatToDo(page);

        agent.close();
        agent = AgentProcess.serving(directory, settings);
        awaitFallback(agent, prometheus);
        assertThat(receiver.at(page.path())).as("a restart is no end").hasSize(1);

        agent.close();
        settings.put("KVLANE_EXPECTED_PATH", "tcp");
        times.mark("the operator configures TCP, and restarts the agent");
        agent = AgentProcess.serving(directory, settings);
        Notification end = assertIsOver(prometheus, receiver);
        assertThat(receiver.at(page.path())).as("one page and its end").containsExactly(page, end);
      } finally {
        agent.close();
      }
    }
    times.print("From a fault to the page, and from the repair to its end");
  }

  private PrometheusProcess prometheus(AgentProcess agent, AlertmanagerProcess alertmanager) {
    return PrometheusProcess.serving(
        directory.resolve("prometheus"),
        Monitoring.prometheus(
            directory.resolve("prometheus"),
            Duration.ofSeconds(1),
            1,
            List.of(new Monitoring.Target(NODE, "127.0.0.1:" + agent.port(), "/metrics")),
            List.of(alertmanager.uri())));
  }

  /** Rules are evaluated again and again over what the agent says, and no alert comes of it. */
  private static void assertSilent(PrometheusProcess prometheus) {
    Await.until("a scrape", () -> !prometheus.query("kvlane_build_info{node='node-1'}").isEmpty());
    Set<String> evaluations = new HashSet<>();
    Await.until(
        "enough evaluations",
        () -> {
          assertThat(prometheus.firing()).isEmpty();
          prometheus
              .data("/api/v1/rules?type=alert")
              .findValues("lastEvaluation")
              .forEach(at -> evaluations.add(at.asText()));
          return evaluations.size() >= HEALTHY_EVALUATIONS;
        });
    assertThat(prometheus.query("kvlane_path_info{class='tcp',intent='default'}")).isNotEmpty();
  }

  private Notification causeAFallback(
      AgentProcess agent, PrometheusProcess prometheus, WebhookReceiver receiver) {
    kubernetes.put(NODES, Pods.node(NODE, "rdma/ib", "8"));
    times.mark("the node gets an RDMA resource, and bytes still take TCP");
    awaitFallback(agent, prometheus);
    times.mark("Prometheus has the series");
    assertThat(MetricsLint.complaints(directory, agent.get("/metrics").body())).isEmpty();
    times.mark("the alert is pending", pendingSince(prometheus));

    Notification page = receiver.await("the page", PATIENCE, one -> one.names(ALERT));
    JsonNode alert = page.alerts().getFirst();
    times.mark("the alert fires", Instant.parse(alert.path("startsAt").asText()));
    times.mark("the receiver is paged", page.at());
    return page;
  }

  private void awaitFallback(AgentProcess agent, PrometheusProcess prometheus) {
    await(
        "the fallback in what the agent says",
        () -> agent.scrape().value("kvlane_path_fallback").orElse(0) > 0);
    times.mark("/metrics has the fallback");
    await(
        "the fallback in Prometheus",
        () -> !prometheus.query("kvlane_path_fallback{node='node-1'} == 1").isEmpty());
  }

  private static void await(String what, BooleanSupplier condition) {
    Await.value(
        what, PATIENCE, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  private static Instant pendingSince(PrometheusProcess prometheus) {
    return Await.value(
        "the alert to be pending",
        () ->
            prometheus
                .alerts()
                .valueStream()
                .filter(alert -> alert.path("labels").path("alertname").asText().equals(ALERT))
                .map(alert -> Instant.parse(alert.path("activeAt").asText()))
                .findFirst());
  }

  private static void assertTellsWhatToDo(Notification page) {
    assertThat(page.status()).isEqualTo("firing");
    assertThat(page.alerts()).as("one engine, one kind of memory").hasSize(1);
    JsonNode alert = page.alerts().getFirst();
    assertThat(PrometheusProcess.labels(alert.path("labels")))
        .containsEntry("alertname", ALERT)
        .containsEntry("severity", "critical")
        .containsEntry("node", NODE)
        .containsEntry("memory", "host")
        .containsEntry("suspect", NODE)
        .doesNotContainKeys("instance", "pod");
    Map<String, String> annotations = PrometheusProcess.labels(alert.path("annotations"));
    assertThat(annotations.get("summary")).contains(NODE);
    assertThat(annotations.get("description")).contains("host memory").doesNotContain("<no value>");
    assertThat(annotations.get("runbook_url")).endsWith("/path-fallback.md");
    assertThat(annotations.get("dashboard_url")).contains("/d/kvlane-node", "var-node=" + NODE);
  }

  private Notification assertIsOver(PrometheusProcess prometheus, WebhookReceiver receiver) {
    await(
        "no fallback in Prometheus",
        () ->
            prometheus
                .query("kvlane_path_fallback{node='node-1'}")
                .valueStream()
                .map(series -> series.path("value").path(1).asText())
                .toList()
                .equals(List.of("0", "0")));
    times.mark("Prometheus has the series at 0");
    Notification end =
        receiver.await(
            "the end of the alert",
            PATIENCE,
            one -> one.names(ALERT) && one.status().equals("resolved"));
    times.mark("the alert ends", Instant.parse(end.alerts().getFirst().path("endsAt").asText()));
    times.mark("the receiver is told", end.at());
    assertThat(prometheus.firing()).isEmpty();
    return end;
  }
}
