package io.kvlane.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.Runs;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.InterestGroup;
import io.kvlane.core.peer.ServedRun;
import io.kvlane.core.peer.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PeerViewsTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final NodeState state = Nodes.node();

  private JsonNode json() throws Exception {
    return JSON.readTree(JSON.writeValueAsString(PeerViews.of(state.snapshot())));
  }

  private static ClusterReport cluster(String... nodes) {
    return new ClusterReport(
        new ClusterView(
            List.of(nodes),
            List.of(new InterestGroup(List.of("node-1"), List.of("node-2"))),
            Duration.ofSeconds(20)),
        ClusterReport.Source.KUBERNETES,
        Nodes.NOW.minusSeconds(90),
        Optional.of("the API server does not answer"));
  }

  @Test
  void shouldShowANodeThatKnowsNoOther() throws Exception {
    assertThat(json())
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "node": "node-1",
                  "at": "2026-03-01T12:00:00Z",
                  "standing": {"pairs": 0, "slowPairs": 0},
                  "states": {"corrupt": 0, "failing": 0, "fallback": 0, "measured": 0,
                    "not_measured": 0, "slow": 0, "unreachable": 0},
                  "statesOfInterest": {"corrupt": 0, "failing": 0, "fallback": 0, "measured": 0,
                    "not_measured": 0, "slow": 0, "unreachable": 0},
                  "remembered": 0,
                  "pairs": []
                }
                """));
  }

  @Test
  void shouldShowTheClusterAndHowLongItTakesToMeasureIt() throws Exception {
    state.sees(cluster("node-1", "node-2", "node-3", "node-4"));

    JsonNode cluster = json().get("cluster");
    assertThat(cluster.get("view").asText()).hasSize(16);
    ((ObjectNode) cluster).remove("view");
    assertThat(cluster)
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "nodes": 4,
                  "source": "kubernetes",
                  "at": "2026-03-01T11:58:30Z",
                  "problem": "the API server does not answer",
                  "epochSeconds": 20.0,
                  "pairsOfInterest": 1,
                  "interestWithinSeconds": 40.0,
                  "allWithinSeconds": 480.0
                }
                """));
    assertThat(json().at("/states/not_measured").asInt()).isEqualTo(3);
    assertThat(json().at("/statesOfInterest/not_measured").asInt()).isEqualTo(1);
  }

  @Test
  void shouldShowAllThatIsKnownOfAPair() throws Exception {
    state.sees(cluster("node-1", "node-2"));
    state.ran(Runs.with("node-2", Nodes.NOW.minusSeconds(9)));
    state.served(new ServedRun(Runs.keyWith("node-2"), 4_096_000, 4_000_000, Nodes.NOW));
    state.heard("node-2", new Standing(OptionalLong.of(25_000_000_000L), 4, 1));
    state.ran(Runs.unreachable("node-2", Nodes.NOW));

    assertThat(json().at("/pairs/0"))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "peer": "node-2",
                  "ofInterest": true,
                  "state": "unreachable",
                  "lastAttempt": "2026-03-01T12:00:00Z",
                  "lastSuccess": "2026-03-01T11:59:51Z",
                  "unreachableInARow": 1,
                  "detail": "connection refused",
                  "paths": [
                    {"operation": "read", "pathClass": "host-rdma", "transport": "roce",
                      "fallback": false, "at": "2026-03-01T11:59:51Z"}
                  ],
                  "trends": [
                    {"operation": "read", "postedBy": "this node", "direction": "inbound",
                      "lastBytesPerSecond": 2.048e9, "smoothedBytesPerSecond": 2.048e9,
                      "runs": 1, "at": "2026-03-01T11:59:51Z", "fresh": true},
                    {"operation": "read", "postedBy": "the other node", "direction": "outbound",
                      "lastBytesPerSecond": 1.024e9, "smoothedBytesPerSecond": 1.024e9,
                      "runs": 1, "at": "2026-03-01T12:00:00Z", "fresh": true}
                  ],
                  "asymmetries": [],
                  "standing": {"linkBytesPerSecond": 25000000000, "pairs": 4, "slowPairs": 1},
                  "standingAt": "2026-03-01T12:00:00Z"
                }
                """));
  }

  @Test
  void shouldStayBoundedInALargeCluster() throws Exception {
    for (int i = 0; i < 1030; i++) {
      state.ran(Runs.with("node-" + (i + 2), Nodes.NOW));
    }

    assertThat(json().get("pairs")).hasSize(32);
    assertThat(json().get("remembered").asInt()).isEqualTo(1024);
  }
}
