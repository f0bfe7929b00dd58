package io.kvlane.agent.it;

import static io.kvlane.agent.kubernetes.Pods.NODES;
import static io.kvlane.agent.kubernetes.Pods.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.agent.kubernetes.FakeApiServer;
import io.kvlane.agent.kubernetes.Pods;
import io.kvlane.agent.samples.Repository;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent says of the pods of its node, as Kubernetes tells of them. */
final class PlacementIT {

  @TempDir private Path directory;

  private final FakeApiServer kubernetes = new FakeApiServer("kvlane", PODS, NODES);

  private AgentProcess agent() throws Exception {
    Map<String, String> settings =
        new HashMap<>(Kubeconfig.of(directory, "http://127.0.0.1:" + kubernetes.port()));
    settings.put("KVLANE_KUBERNETES_ENABLED", "true");
    settings.put("KVLANE_NODE_NAME", "node-1");
    settings.put(
        "KVLANE_HOST_ROOT",
        Repository.file("native-probes/src/test/hosts/mlx5-infiniband").toString());
    return AgentProcess.serving(directory, settings);
  }

  @Test
  void shouldExportWorkersAndWhatIsWrongWithThemForAsLongAsTheyAreThere() throws Exception {
    kubernetes.put(NODES, Pods.node("node-1", "rdma/ib", "8"));
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", "node-1"));
    kubernetes.put(PODS, Pods.dynamo("decode-1", "decode", "node-2"));
    try (kubernetes;
        AgentProcess agent = agent()) {
      awaitWorkers(agent, "decode", 1);
      assertThat(agent.scrape().value("kvlane_worker_pods", "role=prefill")).hasValue(0);
      awaitFindings(agent, "worker-ipc-lock-missing", "pod/inference/decode-0");
      Await.until(
          "RDMA to be expected, as the node has the resource",
          () ->
              !agent
                  .scrape()
                  .series("kvlane_expected_path_info", "class=rdma", "source=allocatable")
                  .isEmpty());
      JsonNode pod = agent.json("/api/v1/node").path("workers").path("pods").path(0);
      assertThat(pod.path("name").asText()).isEqualTo("decode-0");
      assertThat(pod.toString()).as("no environment").doesNotContain("cuda_copy");

      kubernetes.delete(PODS, "inference/decode-0");
      awaitWorkers(agent, "decode", 0);
      awaitFindings(agent, "worker-ipc-lock-missing");
    }
  }

  @Test
  void shouldGoOnWithoutPermissionAndSayWhichIsMissing() throws Exception {
    kubernetes.refuse(_ -> true, 403);
    try (kubernetes;
        AgentProcess agent = agent()) {
      Await.until(
          "the reason",
          () ->
              agent
                  .json("/api/v1/node")
                  .path("workers")
                  .path("reason")
                  .asText()
                  .contains("resources [pods]"));
      agent.awaitRound();

      assertThat(agent.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(agent.scrape().series("kvlane_worker_pods")).isEmpty();
      assertThat(agent.scrape().value("kvlane_probe_outcome", "probe=pods", "outcome=failed"))
          .hasValue(1);
    }
  }

  private static void awaitWorkers(AgentProcess agent, String role, double count) {
    Await.until(
        count + " " + role + " workers",
        () -> agent.scrape().value("kvlane_worker_pods", "role=" + role).orElse(-1) == count);
  }

  private static void awaitFindings(AgentProcess agent, String rule, String... subjects) {
    Await.until(
        rule + " of " + List.of(subjects),
        () ->
            agent
                .json("/api/v1/findings")
                .path("findings")
                .valueStream()
                .filter(finding -> finding.path("rule").asText().equals(rule))
                .map(finding -> finding.path("subject").asText())
                .toList()
                .equals(List.of(subjects)));
  }

  @Test
  void shouldTransferNothingOnANodeWhoseAnnotationTurnsThatOffAndBeginOnceItIsGone()
      throws Exception {
    JsonNode node = Pods.node("node-1", "rdma/ib", "8");
    kubernetes.put(NODES, Pods.annotated(node, "off"));
    try (kubernetes;
        AgentProcess agent = agent()) {
      Await.until("runs to be skipped", () -> agent.runs("skipped", "reason=turned_off") > 0);

      assertThat(agent.runs("ok")).as("not even while the agent started").isZero();
      assertThat(agent.scrape().value("kvlane_transfers_turned_off")).hasValue(1);
      assertThat(agent.scrape().series("kvlane_path_info")).isEmpty();
      assertThat(agent.scrape().series("kvlane_rdma_port_active")).as("looks go on").isNotEmpty();
      JsonNode transfers = agent.json("/api/v1/node").path("transfers");
      assertThat(transfers.path("state").asText()).isEqualTo("turned_off");
      assertThat(transfers.path("by").asText()).isEqualTo("annotation");
      assertThat(transfers.path("since").asText()).isNotEmpty();
      awaitFindings(agent, "transfers-turned-off", "node");
      assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(agent.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(agent.get("/health/group/fabric").body())
          .contains("transfers are turned off by the node's annotation kvlane.io/transfers");

      kubernetes.put(NODES, node);

      Await.until("runs to be made", () -> agent.runs("ok") > 0);
      assertThat(agent.scrape().value("kvlane_transfers_turned_off")).hasValue(0);
      awaitFindings(agent, "transfers-turned-off");

      kubernetes.put(NODES, Pods.annotated(node, "off"));

      Await.until(
          "what was measured to be said no longer",
          () -> agent.scrape().series("kvlane_path_info").isEmpty());
      assertThat(agent.runs("ok")).as("counts stay").isPositive();
    }
  }
}
