package io.kvlane.agent.kubernetes;

import static io.kvlane.agent.kubernetes.Pods.NODES;
import static io.kvlane.agent.kubernetes.Pods.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.Status;
import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.KubernetesSettings;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.it.Await;
import io.kvlane.agent.kubelet.FakeKubelet;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.placement.FoundPlacement;
import io.kvlane.agent.samples.LogLines;
import io.kvlane.agent.samples.MovedClock;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.workload.RoleSelectors;
import io.kvlane.core.finding.Finding;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.peer.InterestGroup;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.core.workload.AssignedDevices;
import io.kvlane.core.workload.Role;
import io.kvlane.core.workload.WorkerInventory;
import io.kvlane.core.workload.WorkerPod;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlacementTest {

  /** Between tries, in milliseconds; doubled after each failure, up to 32 times as long. */
  private static final int PAUSE = 20;

  private static final Placement.Pace PACE =
      new Placement.Pace(Duration.ofMillis(25), Duration.ofMillis(100));

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer kubernetes = new FakeApiServer("kvlane", PODS, NODES);
  private final LogLines log = new LogLines(Placement.class);
  private final MovedClock clock = new MovedClock();
  private final FoundPlacement found = new FoundPlacement();
  private Path directory = Path.of("");
  private Path socket = Path.of("");
  private Optional<Placement> placement = Optional.empty();
  private Optional<NodeState> state = Optional.empty();

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("kubelet");
    socket = directory.resolve("kubelet.sock");
  }

  @AfterEach
  void end() throws Exception {
    placement.ifPresent(Placement::close);
    log.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    kubernetes.close();
    Files.deleteIfExists(socket);
    Files.delete(directory);
  }

  private void start(boolean withOthers) {
    start(withOthers, RoleSelectors.NONE, Optional.empty());
  }

  private void start(boolean withOthers, RoleSelectors selectors, Optional<String> label) {
    Settings settings =
        Nodes.settings(
            Path.of("/"),
            new ControlSettings(
                "127.0.0.1",
                9978,
                withOthers
                    ? Optional.of(
                        new ControlSettings.Credentials(Path.of("a"), Path.of("b"), Path.of("c")))
                    : Optional.empty(),
                List.of()),
            new KubernetesSettings(
                KubernetesSettings.Use.TRUE,
                true,
                selectors,
                label,
                List.of("example.com/ib"),
                socket));
    NodeState node =
        new NodeState(
            settings,
            Nodes.BUILD,
            ByteBudget.full(16 << 20, Duration.ofMinutes(1), System.nanoTime()),
            List.of(),
            clock);
    Placement started =
        new Placement(
            settings,
            node,
            new Placement.Findings(found::found, found::offered),
            vertx,
            clock,
            () -> kubernetes.config(PAUSE),
            PACE);
    placement = Optional.of(started);
    state = Optional.of(node);
    started.start();
  }

  private WorkerInventory workers() {
    return state.orElseThrow().observed().workers();
  }

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

  private List<String> podsWith(String rule) {
    return state.orElseThrow().snapshot().findings().stream()
        .filter(finding -> finding.rule().equals(rule))
        .map(Finding::subject)
        .toList();
  }

  @Test
  void shouldFindWorkersByTheOperatorsOwnLabels() {
    kubernetes.put(PODS, Pods.pod("default", "my-prefill", "node-1"));
    kubernetes.put(PODS, Pods.pod("default", "my-decode", "node-1"));

    start(
        false,
        new RoleSelectors(Map.of("app", "my-prefill"), Map.of("app", "my-decode")),
        Optional.of("app"));

    awaitCounts(1, 1);
    assertThat(pod("my-decode").spec().deployment()).contains("my-decode");
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

  private List<String> kubernetesLines() {
    return log.lines().stream().filter(line -> line.contains("Kubernetes")).toList();
  }

  private WorkerPod pod(String name) {
    return workers().pods().stream()
        .filter(pod -> pod.spec().object().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private boolean hasDevices(String name) {
    return workers().pods().stream()
        .anyMatch(pod -> pod.spec().object().name().equals(name) && pod.devices().isPresent());
  }

  private String deviceOutcome() {
    return workers().assignments().map(look -> look.result().outcome()).orElse("");
  }

  private void awaitDeviceOutcome(String outcome) {
    Await.until("the kubelet: " + outcome, () -> deviceOutcome().equals(outcome));
  }

  private void awaitPods(String... names) {
    Await.until(
        "pods " + List.of(names),
        () ->
            workers().problem().isEmpty()
                && workers().watch().isPresent()
                && workers().pods().stream()
                    .map(pod -> pod.spec().object().name())
                    .sorted()
                    .toList()
                    .equals(List.of(names)));
  }

  private void awaitCounts(long prefill, long decode) {
    Await.until(
        prefill + " prefill and " + decode + " decode workers",
        () ->
            workers()
                .countByRole(clock.instant())
                .equals(Optional.of(Map.of(Role.PREFILL, prefill, Role.DECODE, decode))));
  }

  /** Pods that are quiet for long enough. */
  private void awaitPairs(int groups) {
    Await.until(
        groups + " groups of interest",
        () -> {
          clock.set(clock.instant().plusSeconds(1));
          return found.pairs().size() == groups;
        });
  }

  private void awaitProblem(String part) {
    Await.until(
        "a problem with " + part,
        () -> workers().problem().filter(text -> text.contains(part)).isPresent());
  }

  private void awaitWatches(int count) {
    Await.until(count + " watches", () -> kubernetes.watches() == count);
  }
}
