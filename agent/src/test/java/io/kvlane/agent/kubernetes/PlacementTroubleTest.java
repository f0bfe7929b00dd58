package io.kvlane.agent.kubernetes;

import static io.kvlane.agent.kubernetes.Pods.NODES;
import static io.kvlane.agent.kubernetes.Pods.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.it.Await;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What stays known, and what is said, while Kubernetes does not answer. */
class PlacementTroubleTest extends PlacedNode {

  @Test
  void shouldKeepWhatItKnowsForTenMinutesWithoutKubernetesAndSaySo() {
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", "node-1"));
    kubernetes.put(PODS, Pods.dynamo("prefill-0", "prefill", "node-2"));
    start(true);
    awaitPods("decode-0");
    awaitWatches(5);
    awaitPairs(1);

    kubernetes.goAway();
    awaitProblem("Kubernetes cannot be reached at http://127.0.0.1:" + kubernetes.port());
    clock.set(clock.instant().plus(Duration.ofMinutes(10)));

    assertThat(workers().pods()).hasSize(1);
    assertThat(workers().countByRole(clock.instant())).isPresent();
    assertThat(found.pairs()).hasSize(1);
    assertThat(workers().watch().orElseThrow().at())
        .isBeforeOrEqualTo(clock.instant().minus(Duration.ofMinutes(10)));

    kubernetes.put(PODS, Pods.dynamo("decode-1", "decode", "node-1"));
    kubernetes.comeBack();
    awaitPods("decode-0", "decode-1");
    Await.until("no problem", () -> workers().problem().isEmpty());
    Await.until(
        "it says so", () -> log.lines().getLast().equals("INFO Kubernetes tells of pods again"));
    assertThat(kubernetesLines()).hasSize(2);
  }

  @Test
  void shouldGoOnAfterABrokenWatchAndAfterOneThatIsTooOld() {
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", "node-1"));
    start(false);
    awaitPods("decode-0");
    awaitWatches(2);

    kubernetes.breakWatches();
    kubernetes.put(PODS, Pods.dynamo("decode-1", "decode", "node-1"));
    awaitPods("decode-0", "decode-1");
    awaitWatches(2);

    kubernetes.beDeaf(true);
    kubernetes.delete(PODS, "inference/decode-0");
    kubernetes.expire();
    awaitPods("decode-1");
    assertThat(kubernetesLines()).isEmpty();
  }

  @Test
  void shouldLeaveTransfersTurnedOffWithoutKubernetes() {
    kubernetes.put(NODES, Pods.annotated(Pods.node("node-1", "rdma/ib", "8"), "off"));
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", "node-1"));
    start(false);
    Await.until("they are turned off", () -> isTurnedOff());
    awaitPods("decode-0");
    awaitWatches(2);

    kubernetes.goAway();
    awaitProblem("Kubernetes cannot be reached");
    clock.set(clock.instant().plus(Duration.ofHours(1)));
    assertThat(isTurnedOff()).isTrue();

    kubernetes.put(NODES, Pods.node("node-1", "rdma/ib", "8"));
    kubernetes.comeBack();
    Await.until("they are on again", () -> !isTurnedOff());
  }

  @Test
  void shouldNotKeepTransfersWaitingWhereNobodyMayTellOfTheNode() {
    kubernetes.refuse(asked -> asked.path().equals(NODES), 403);
    start(false);

    Await.until("word", () -> state.orElseThrow().transfers().isSettled());
    assertThat(isTurnedOff()).isFalse();
  }

  @Test
  void shouldSayWhichPermissionsAreMissingAndGoOnOnceTheyAreThere() {
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", "node-1"));
    kubernetes.put(NODES, Pods.node("node-1", "rdma/ib", "8"));
    kubernetes.refuse(_ -> true, 403);
    start(true);

    awaitProblem("give its service account a ClusterRole with apiGroups [\"\"], resources [pods]");
    Await.until("it is asked again", () -> kubernetes.asked(_ -> true).size() >= 30);
    assertThat(workers().countByRole(clock.instant())).isEmpty();
    assertThat(kubernetesLines()).hasSize(2);

    kubernetes.allowAll();
    awaitPods("decode-0");
    Await.until("the resource", () -> found.expectedPath().isPresent());
  }

  @Test
  void shouldAskForNothingThatItsClusterRoleDoesNotAllow() throws IOException {
    kubernetes.put(NODES, Pods.node("node-1", "rdma/ib", "8"));
    start(true);
    awaitWatches(5);

    assertThat(Rbac.used(kubernetes.asked(_ -> true)))
        .isEqualTo(Rbac.allowed("ClusterRole", "kvlane-placement"));
  }

  @Test
  void shouldEndItsWatches() {
    start(true);
    awaitWatches(5);

    placement.orElseThrow().close();

    awaitWatches(0);
  }
}
