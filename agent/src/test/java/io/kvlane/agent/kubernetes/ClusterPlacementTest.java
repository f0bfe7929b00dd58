package io.kvlane.agent.kubernetes;

import static io.kvlane.agent.kubernetes.Pods.NODES;
import static io.kvlane.agent.kubernetes.Pods.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.it.Await;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.peer.InterestGroup;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows from the workers of the cluster, and from what the node offers. */
class ClusterPlacementTest extends PlacedNode {

  @Test
  void shouldDerivePairsOfInterestFromTheWorkersOfTheClusterOnceTheyAreQuiet() {
    kubernetes.put(PODS, Pods.dynamo("prefill-0", "prefill", "node-3"));
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", "node-4"));
    kubernetes.put(PODS, Pods.llmD("p", "prefill", "node-5"));
    kubernetes.put(PODS, Pods.llmD("d", "decode", "node-6"));
    kubernetes.put(PODS, Pods.in("Succeeded", Pods.llmD("old", "decode", "node-7")));
    start(true);

    awaitPairs(2);
    assertThat(found.pairs())
        .containsExactlyInAnyOrder(
            new InterestGroup(List.of("node-3"), List.of("node-4")),
            new InterestGroup(List.of("node-5"), List.of("node-6")));
    List<InterestGroup> before = found.pairs();

    kubernetes.put(PODS, Pods.dynamo("decode-1", "decode", "node-8"));
    clock.set(clock.instant().plusSeconds(10));
    assertThat(found.pairs()).isSameAs(before);
    awaitPairs(2);
    Await.until(
        "the third node",
        () -> {
          clock.set(clock.instant().plusSeconds(10));
          return found.pairs().stream().anyMatch(group -> group.decode().contains("node-8"));
        });
  }

  @Test
  void shouldExpectRdmaOfANodeThatOffersItAlsoWhenItIsGone() {
    kubernetes.put(NODES, Pods.node("node-2", "rdma/ib", "8"));
    kubernetes.put(NODES, Pods.node("node-1", "memory", "1Gi"));
    start(false);
    awaitWatches(2);
    assertThat(found.expectedPath()).isEmpty();

    kubernetes.put(NODES, Pods.node("node-1", "example.com/ib", "0"));
    Await.until("RDMA", () -> found.expectedPath().equals(Optional.of(ExpectedPath.RDMA)));

    kubernetes.put(NODES, Pods.node("node-1", "memory", "1Gi"));
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", "node-1"));
    awaitPods("decode-0");
    assertThat(found.expectedPath()).contains(ExpectedPath.RDMA);
  }
}
