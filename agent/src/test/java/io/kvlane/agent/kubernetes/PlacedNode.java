package io.kvlane.agent.kubernetes;

import static io.kvlane.agent.kubernetes.Pods.NODES;
import static io.kvlane.agent.kubernetes.Pods.PODS;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.KubernetesSettings;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.it.Await;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.placement.FoundPlacement;
import io.kvlane.agent.samples.LogLines;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.SteppedClock;
import io.kvlane.agent.workload.RoleSelectors;
import io.kvlane.core.finding.Finding;
import io.kvlane.core.schedule.ByteBudget;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A node whose pods are looked for, with an API server and a kubelet that a test plays. */
abstract class PlacedNode {

  /** Between tries, in milliseconds; doubled after each failure, up to 32 times as long. */
  static final int PAUSE = 20;

  static final Placement.Pace PACE =
      new Placement.Pace(Duration.ofMillis(25), Duration.ofMillis(100));

  final Vertx vertx = Vertx.vertx();
  final FakeApiServer kubernetes = new FakeApiServer("kvlane", PODS, NODES);
  final LogLines log = new LogLines(Placement.class);
  final SteppedClock clock = new SteppedClock();
  final FoundPlacement found = new FoundPlacement();
  Path directory = Path.of("");
  Path socket = Path.of("");
  Optional<Placement> placement = Optional.empty();
  Optional<NodeState> state = Optional.empty();

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

  void start(boolean withOthers) {
    start(withOthers, RoleSelectors.NONE, Optional.empty());
  }

  void start(boolean withOthers, RoleSelectors selectors, Optional<String> label) {
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

  boolean isTurnedOff() {
    return state.orElseThrow().transfers().off().isPresent();
  }

  WorkerInventory workers() {
    return state.orElseThrow().observed().workers();
  }

  List<String> podsWith(String rule) {
    return state.orElseThrow().snapshot().findings().stream()
        .filter(finding -> finding.rule().equals(rule))
        .map(Finding::subject)
        .toList();
  }

  List<String> kubernetesLines() {
    return log.lines().stream().filter(line -> line.contains("Kubernetes")).toList();
  }

  WorkerPod pod(String name) {
    return workers().pods().stream()
        .filter(pod -> pod.spec().object().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  boolean hasDevices(String name) {
    return workers().pods().stream()
        .anyMatch(pod -> pod.spec().object().name().equals(name) && pod.devices().isPresent());
  }

  String deviceOutcome() {
    return workers().assignments().map(look -> look.result().outcome()).orElse("");
  }

  void awaitDeviceOutcome(String outcome) {
    Await.until("the kubelet: " + outcome, () -> deviceOutcome().equals(outcome));
  }

  void awaitPods(String... names) {
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

  void awaitCounts(long prefill, long decode) {
    Await.until(
        prefill + " prefill and " + decode + " decode workers",
        () ->
            workers()
                .countByRole(clock.instant())
                .equals(Optional.of(Map.of(Role.PREFILL, prefill, Role.DECODE, decode))));
  }

  /** Pods that are quiet for long enough. */
  void awaitPairs(int groups) {
    Await.until(
        groups + " groups of interest",
        () -> {
          clock.set(clock.instant().plusSeconds(1));
          return found.pairs().size() == groups;
        });
  }

  void awaitProblem(String part) {
    Await.until(
        "a problem with " + part,
        () -> workers().problem().filter(text -> text.contains(part)).isPresent());
  }

  void awaitWatches(int count) {
    Await.until(count + " watches", () -> kubernetes.watches() == count);
  }
}
