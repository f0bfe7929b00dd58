package io.kvlane.agent.kubernetes;

import static io.kvlane.agent.kubernetes.Pods.NODES;
import static io.kvlane.agent.kubernetes.Pods.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.Status;
import io.kvlane.agent.it.Await;
import io.kvlane.agent.kubelet.FakeKubelet;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.workload.RoleSelectors;
import io.kvlane.core.workload.AssignedDevices;
import io.kvlane.core.workload.Role;
import io.kvlane.core.workload.WorkerPod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The worker pods of a node, and their devices. */
class PlacementTest extends PlacedNode {

  @Test
  void shouldFindTheWorkersOfItsNode() {
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", "node-1"));
    kubernetes.put(PODS, Pods.llmD("prefill-0", "prefill", "node-1"));
    kubernetes.put(PODS, Pods.dynamo("decode-1", "decode", "node-2"));
    kubernetes.put(PODS, Pods.pod("kube-system", "coredns", "node-1"));

    start(false);

    awaitPods("decode-0", "prefill-0");
    WorkerPod decode = pod("decode-0");
    assertThat(decode.uid()).isEqualTo("uid-decode-0");
    assertThat(decode.phase()).isEqualTo("Running");
    assertThat(decode.devices()).isEmpty();
    assertThat(decode.spec().role()).contains(Role.DECODE);
    assertThat(decode.spec().deployment()).contains("llama-disagg");
    assertThat(decode.spec().object().namespace()).contains("inference");
    assertThat(decode.spec().tensorParallel()).isEqualTo(OptionalInt.of(4));
    assertThat(decode.spec().containers().getFirst().limits()).containsKey("rdma/ib");
    assertThat(pod("prefill-0").spec().deployment()).contains("qwen3-32b");
    assertThat(workers().countByRole(clock.instant()))
        .contains(Map.of(Role.PREFILL, 1L, Role.DECODE, 1L));
    assertThat(kubernetes.asked(asked -> asked.path().equals(PODS)))
        .as("without other nodes nothing of them is asked for")
        .allMatch(asked -> "spec.nodeName=node-1".equals(asked.query().get("fieldSelector")));
  }

  @Test
  void shouldReadLongListsInParts() {
    IntStream.range(0, 45)
        .forEach(i -> kubernetes.put(PODS, Pods.pod("default", "pod-" + i, "node-1")));
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", "node-1"));

    start(false);

    awaitPods("decode-0");
    assertThat(kubernetes.asked(asked -> asked.path().equals(PODS) && !asked.isWatch())).hasSize(3);
  }

  @Test
  void shouldFollowPodsThatComeChangeMoveEndAndGo() {
    ObjectNode worker = Pods.dynamo("worker-0", "prefill", "node-1");
    kubernetes.put(PODS, worker);
    start(false);
    awaitPods("worker-0");

    kubernetes.put(PODS, Pods.dynamo("worker-1", "decode", "node-1"));
    awaitPods("worker-0", "worker-1");

    kubernetes.put(PODS, Pods.dynamo("worker-0", "decode", "node-1"));
    awaitCounts(0, 2);

    kubernetes.put(PODS, Pods.dynamo("worker-1", "decode", "node-2"));
    awaitPods("worker-0");

    kubernetes.put(PODS, Pods.ending(worker));
    Await.until("it is ending", () -> pod("worker-0").terminating());
    awaitCounts(1, 0);

    kubernetes.put(PODS, Pods.in("Failed", worker));
    awaitCounts(0, 0);

    kubernetes.delete(PODS, "inference/worker-0");
    awaitPods();
    assertThat(log.lines()).noneMatch(line -> line.contains("Kubernetes"));
  }

  @Test
  void shouldFindAMistakeOfAPodForAsLongAsThePodIsThere() {
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", "node-1"));
    start(false);
    awaitPods("decode-0");
    assertThat(podsWith("worker-rdma-missing")).isEmpty();
    assertThat(podsWith("worker-ipc-lock-missing")).containsExactly("pod/inference/decode-0");

    ObjectNode without = Pods.dynamo("decode-1", "decode", "node-1");
    ((ObjectNode) without.at("/spec/containers/0/resources/limits")).remove("rdma/ib");
    kubernetes.put(PODS, without);
    Await.until(
        "the finding",
        () -> podsWith("worker-rdma-missing").equals(List.of("pod/inference/decode-1")));

    kubernetes.delete(PODS, "inference/decode-1");
    Await.until("no finding", () -> podsWith("worker-rdma-missing").isEmpty());
  }

  @Test
  void shouldFindWorkersByTheOperatorsOwnLabels() {
    kubernetes.put(PODS, Pods.pod("default", "my-prefill", "node-1"));
    ObjectNode decode = Pods.pod("default", "my-decode", "node-1");
    ((ObjectNode) decode.get("spec")).put("hostIPC", true);
    kubernetes.put(PODS, decode);

    start(
        false,
        new RoleSelectors(Map.of("app", "my-prefill"), Map.of("app", "my-decode")),
        Optional.of("app"));

    awaitCounts(1, 1);
    assertThat(pod("my-decode").spec().deployment()).contains("my-decode");
    assertThat(pod("my-decode").spec().hostIpc()).isTrue();
  }

  @Test
  void shouldTellWhichDevicesAPodHas() throws Exception {
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", "node-1"));
    try (FakeKubelet kubelet = new FakeKubelet(socket)) {
      kubelet.give("inference", "decode-0", "main", "rdma/ib", "mlx5_0", "mlx5_1");
      start(false);

      Await.until("devices", () -> hasDevices("decode-0"));
      assertThat(pod("decode-0").devices())
          .contains(
              List.of(
                  new AssignedDevices(
                      "main", Map.of("rdma/ib", List.of("mlx5_0", "mlx5_1")), Map.of())));

      kubelet.give("inference", "decode-1", "main", "rdma/ib", "mlx5_2");
      kubernetes.put(PODS, Pods.dynamo("decode-1", "decode", "node-1"));
      Await.until("devices of the other", () -> hasDevices("decode-1"));

      int calls = kubelet.calls();
      kubelet.refuse(Optional.of(Status.UNAVAILABLE));
      clock.set(Nodes.NOW.plus(Duration.ofMinutes(4)));
      awaitDeviceOutcome("failed");
      assertThat(hasDevices("decode-0")).isTrue();
      assertThat(kubelet.calls()).isEqualTo(calls + 1);

      kubelet.refuse(Optional.empty());
      clock.set(Nodes.NOW.plus(Duration.ofMinutes(8)));
      awaitDeviceOutcome("observed");
    }
    clock.set(Nodes.NOW.plus(Duration.ofMinutes(12)));
    Await.until("no kubelet", () -> !deviceOutcome().equals("observed"));
    assertThat(hasDevices("decode-0")).isTrue();
    assertThat(log.lines().stream().filter(line -> line.startsWith("WARN"))).hasSize(2);
  }

  @Test
  void shouldNotTakeDevicesOfAPodForThoseOfItsSuccessor() throws Exception {
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", "node-1"));
    try (FakeKubelet kubelet = new FakeKubelet(socket)) {
      kubelet.give("inference", "decode-0", "main", "rdma/ib", "mlx5_0");
      start(false);
      Await.until("devices", () -> hasDevices("decode-0"));

      kubelet.refuse(Optional.of(Status.UNAVAILABLE));
      kubernetes.delete(PODS, "inference/decode-0");
      ObjectNode successor = Pods.dynamo("decode-0", "decode", "node-1");
      ((ObjectNode) successor.get("metadata")).put("uid", "another");
      kubernetes.put(PODS, successor);

      Await.until(
          "the successor",
          () -> workers().pods().stream().anyMatch(pod -> pod.uid().equals("another")));
      assertThat(hasDevices("decode-0")).isFalse();
    }
  }

  @Test
  void shouldFollowTheNodesAnnotationOnTransfersAndSayOnceWhatMeansNothing() {
    JsonNode node = Pods.node("node-1", "rdma/ib", "8");
    kubernetes.put(NODES, Pods.annotated(node, "off"));
    start(false);
    Await.until("they are turned off", () -> isTurnedOff());
    Await.until("that to hold", () -> state.orElseThrow().transfers().isSettled());

    kubernetes.put(NODES, node);
    Await.until("they are on without the annotation", () -> !isTurnedOff());

    kubernetes.put(NODES, Pods.annotated(node, "off"));
    Await.until("they are off again", () -> isTurnedOff());
    kubernetes.put(NODES, Pods.annotated(node, "Off\n"));
    Await.until("what means nothing leaves them on", () -> !isTurnedOff());
    kubernetes.breakWatches();
    kubernetes.put(NODES, Pods.annotated(Pods.node("node-1", "rdma/ib", "7"), "Off\n"));
    kubernetes.put(NODES, Pods.annotated(node, "on"));
    kubernetes.put(NODES, Pods.annotated(node, "off"));
    Await.until("they are off at last", () -> isTurnedOff());
    assertThat(log.lines().stream().filter(line -> line.contains("kvlane.io/transfers")))
        .containsExactly(
            "WARN transfers stay on: the node's annotation kvlane.io/transfers is 'Off?', which"
                + " means nothing; write off, or remove it");
  }
}
