package io.kvlane.agent.discovery;

import static io.kvlane.agent.discovery.Slices.ending;
import static io.kvlane.agent.discovery.Slices.ready;
import static io.kvlane.agent.discovery.Slices.slice;
import static io.kvlane.agent.discovery.Slices.unready;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.mockwebserver.http.MockResponse;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.PeerSettings.ServiceName;
import io.kvlane.agent.it.Await;
import io.kvlane.agent.kubernetes.FakeApiServer.Asked;
import io.kvlane.agent.kubernetes.Rbac;
import io.kvlane.agent.samples.LogLines;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.SteppedClock;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ClusterReport.Source;
import io.kvlane.core.peer.ClusterView;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServicePeersTest {

  /** Between tries, in milliseconds; doubled after each failure, up to 32 times as long. */
  private static final int PAUSE = 20;

  private static final Duration RENEWAL = Duration.ofMillis(100);

  private final Vertx vertx = Vertx.vertx();
  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final LogLines log = new LogLines(ServicePeers.class);
  private final SteppedClock clock = new SteppedClock();
  private final ServicePeers peers =
      peers(new ServiceName(Optional.empty(), Slices.SERVICE), () -> kubernetes.config(PAUSE));

  private ServicePeers peers(ServiceName service, Supplier<Config> config) {
    return new ServicePeers(service, Nodes.settings(Path.of("/")), vertx, clock, config, RENEWAL);
  }

  @AfterEach
  void end() throws Exception {
    peers.close();
    log.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    kubernetes.close();
  }

  @Test
  void shouldKnowOnlyItselfBeforeKubernetesAnswers() {
    assertThat(peers.report())
        .isEqualTo(
            new ClusterReport(
                new ClusterView(List.of("node-1"), List.of(), Nodes.PEER.epoch()),
                Source.KUBERNETES,
                Nodes.NOW,
                Optional.of("Kubernetes has not answered yet")));
    assertThat(peers.address("node-1")).isEmpty();
    assertThat(kubernetes.asked(_ -> true)).isEmpty();
  }

  @Test
  void shouldFindNodesInAllSlicesOfTheService() {
    kubernetes.put(
        slice("kvlane-agents-2xk", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    kubernetes.put(slice("kvlane-agents-9fw", ready("node-3", "10.0.0.3")));
    kubernetes.put(Slices.of("database", "IPv4", "database-1", ready("node-9", "10.0.0.9")));

    peers.start();

    awaitNodes("node-1", "node-2", "node-3");
    assertThat(peers.address("node-3")).contains(new Peer("node-3", "10.0.0.3", Slices.PORT));
    assertThat(peers.address("node-1")).isEmpty();
    assertThat(peers.address("node-9")).isEmpty();
    clock.set(Nodes.NOW.plusSeconds(60));
    assertThat(peers.report().at()).isEqualTo(clock.instant());
    assertThat(log.lines()).containsExactly("INFO Kubernetes says that 3 nodes have an agent");
  }

  @Test
  void shouldReadLongListsInParts() {
    kubernetes.put(slice("own", ready("node-1", "10.0.0.1")));
    IntStream.range(2, 50)
        .forEach(i -> kubernetes.put(slice("slice-" + i, ready("node-" + i, "10.0.0." + i))));

    peers.start();

    Await.until("49 nodes", () -> peers.report().view().nodes().size() == 49 && isTrue());
    assertThat(kubernetes.asked(asked -> !asked.isWatch())).hasSize(3);
  }

  @Test
  void shouldFollowNodesThatComeMoveAndGo() {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    peers.start();
    awaitNodes("node-1", "node-2");

    kubernetes.put(slice("b", ready("node-3", "10.0.0.3")));
    awaitNodes("node-1", "node-2", "node-3");

    kubernetes.put(slice("a", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.22")));
    awaitAddress("node-2", "10.0.0.22");

    kubernetes.put(slice("a", ready("node-1", "10.0.0.1")));
    awaitNodes("node-1", "node-3");
    assertThat(peers.address("node-2")).isEmpty();

    kubernetes.delete("b");
    awaitNodes("node-1");
    assertThat(kubernetes.asked(_ -> true)).hasSize(2);
  }

  @Test
  void shouldCountNodesThatAreNotReadyAndKeepTheViewWhileReadinessFlaps() {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1"), unready("node-2", "10.0.0.2")));
    peers.start();
    awaitNodes("node-1", "node-2");
    ClusterView view = peers.report().view();

    kubernetes.put(slice("a", unready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.20")));
    awaitAddress("node-2", "10.0.0.20");

    assertThat(peers.report().view()).isSameAs(view);
  }

  @Test
  void shouldTurnToTheNewPodDuringARollingUpdate() {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    peers.start();
    awaitNodes("node-1", "node-2");

    kubernetes.put(
        slice(
            "a",
            ready("node-1", "10.0.0.1"),
            ending("node-2", "10.0.0.2"),
            unready("node-2", "10.0.0.7")));

    awaitAddress("node-2", "10.0.0.7");
    assertThat(peers.report().view().nodes()).containsExactly("node-1", "node-2");
  }

  @Test
  void shouldTakeIpv4WhereANodeHasBoth() {
    kubernetes.put(slice("v4", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    kubernetes.put(
        Slices.of(
            Slices.SERVICE, "IPv6", "v6", ready("node-2", "fd00::2"), ready("node-3", "fd00::3")));

    peers.start();

    awaitNodes("node-1", "node-2", "node-3");
    assertThat(peers.address("node-2").orElseThrow().host()).isEqualTo("10.0.0.2");
    assertThat(peers.address("node-3").orElseThrow().host()).isEqualTo("fd00::3");
  }

  @Test
  void shouldGoOnWhereABrokenWatchEnded() {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    peers.start();
    awaitNodes("node-1", "node-2");
    awaitWatch();

    kubernetes.breakWatches();
    kubernetes.put(slice("b", ready("node-3", "10.0.0.3")));

    awaitNodes("node-1", "node-2", "node-3");
    assertThat(kubernetes.asked(asked -> !asked.isWatch())).hasSize(1);
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void shouldListAnewWhenAWatchIsTooOld() {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    kubernetes.beDeaf(true);
    peers.start();
    awaitNodes("node-1", "node-2");
    awaitWatch();
    kubernetes.put(slice("b", ready("node-3", "10.0.0.3")));
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1")));

    kubernetes.expire();

    awaitNodes("node-1", "node-3");
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void shouldListAnewWhenAWatchIsTooOldToBeOpened() {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1")));
    peers.start();
    awaitNodes("node-1");
    awaitWatch();
    String first =
        kubernetes.asked(Asked::isWatch).getFirst().query().getOrDefault("resourceVersion", "");
    kubernetes.refuse(
        asked -> asked.isWatch() && first.equals(asked.query().get("resourceVersion")), 410);

    kubernetes.breakWatches();
    awaitProblem("410");
    kubernetes.put(slice("b", ready("node-2", "10.0.0.2")));

    awaitNodes("node-1", "node-2");
  }

  @Test
  void shouldSayWhichPermissionIsMissingAndFindNodesOnceItIsThere() {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    kubernetes.refuse(_ -> true, 403);
    peers.start();

    awaitProblem(
        "Kubernetes does not let this agent list endpointslices.discovery.k8s.io in namespace"
            + " kvlane (403): give its service account a Role there with apiGroups"
            + " [discovery.k8s.io], resources [endpointslices], verbs [list, watch]");
    Await.until("it is asked again", () -> kubernetes.asked(_ -> true).size() >= 3);
    assertThat(peers.report().view().nodes()).containsExactly("node-1");
    kubernetes.allowAll();

    awaitNodes("node-1", "node-2");
    assertThat(log.lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("WARN Kubernetes does not let this agent list"),
            line -> assertThat(line).isEqualTo("INFO Kubernetes says that 2 nodes have an agent"));
  }

  @Test
  void shouldLiveOnListsWhileItMayNotWatch() {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    kubernetes.refuse(Asked::isWatch, 403);
    peers.start();

    awaitProblem("Kubernetes does not let this agent watch endpointslices.discovery.k8s.io");
    Await.until("two nodes", () -> peers.report().view().nodes().size() == 2);
    kubernetes.put(slice("b", ready("node-3", "10.0.0.3")));
    Await.until("three nodes", () -> peers.report().view().nodes().size() == 3);
    assertThat(peers.report().problem()).isPresent();
    kubernetes.allowAll();

    awaitNodes("node-1", "node-2", "node-3");
  }

  @Test
  void shouldKeepWhatItKnowsWhileKubernetesIsAway() {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    peers.start();
    awaitNodes("node-1", "node-2");
    awaitWatch();

    kubernetes.goAway();
    awaitProblem("Kubernetes cannot be reached at http://127.0.0.1:" + kubernetes.port());
    clock.set(Nodes.NOW.plus(Duration.ofMinutes(10)));

    assertThat(peers.report().view().nodes()).containsExactly("node-1", "node-2");
    assertThat(peers.address("node-2")).isPresent();
    assertThat(peers.report().at()).isEqualTo(Nodes.NOW);

    kubernetes.put(slice("b", ready("node-3", "10.0.0.3")));
    kubernetes.comeBack();
    awaitNodes("node-1", "node-2", "node-3");
    assertThat(peers.report().at()).isEqualTo(clock.instant());
    assertThat(log.lines()).hasSize(3);
  }

  @Test
  void shouldAskMoreAndMoreRarelyAndLogOnceWhileKubernetesRefuses() {
    kubernetes.refuse(_ -> true, 500);
    peers.start();

    // Two requests a try; pauses between tries of 1, 2, 4, 8 times the first one, at least.
    List<Asked> asked =
        Await.value(
            "five tries",
            () -> Optional.of(kubernetes.asked(_ -> true)).filter(all -> all.size() >= 10));

    for (int attempt = 1; attempt < 5; attempt++) {
      long pause = asked.get(2 * attempt).atNanos() - asked.get(2 * attempt - 1).atNanos();
      assertThat(pause)
          .as("before try %d", attempt + 1)
          .isGreaterThanOrEqualTo(
              Duration.ofMillis((long) PAUSE << (attempt - 1)).minusMillis(2).toNanos());
    }
    assertThat(log.lines())
        .containsExactly(
            "WARN Kubernetes answers 500 to a list of endpointslices: the nodes known so far are"
                + " kept; check the API server");
  }

  @Test
  void shouldListAnewWhenWhatItHearsIsNotUnderstood() {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1")));
    peers.start();
    awaitNodes("node-1");
    awaitWatch();

    kubernetes.refuse(
        asked -> !asked.isWatch(), new MockResponse().setResponseCode(200).setBody("<html>"));
    kubernetes.say("<html>a page of a proxy</html>");
    awaitProblem("what Kubernetes answers is not understood");
    kubernetes.put(slice("b", ready("node-2", "10.0.0.2")));
    kubernetes.allowAll();

    awaitNodes("node-1", "node-2");
  }

  @Test
  void shouldSayThatTheServiceHasNoEndpoints() {
    peers.start();

    awaitProblem("Service kvlane/kvlane-agents has no endpoints");
    kubernetes.put(slice("a", ready("node-2", "10.0.0.2")));
    awaitProblem("Service kvlane/kvlane-agents has no endpoint on node-1");
    kubernetes.put(slice("b", ready("node-1", "10.0.0.1")));

    awaitNodes("node-1", "node-2");
  }

  @Test
  void shouldTakeTheNamespaceOfTheSettings() {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    ServiceName service = new ServiceName(Optional.of(FakeKubernetes.NAMESPACE), Slices.SERVICE);
    Config config = kubernetes.config(PAUSE);
    config.setNamespace("default");
    try (ServicePeers others = peers(service, () -> config)) {
      others.start();

      Await.until("two nodes", () -> others.report().view().nodes().size() == 2);
    }
  }

  @Test
  void shouldSayThatItNeedsANamespace() {
    ServiceName service = new ServiceName(Optional.empty(), Slices.SERVICE);
    Config config = kubernetes.config(PAUSE);
    config.setNamespace(null);
    try (ServicePeers others = peers(service, () -> config)) {
      others.start();

      Await.until(
          "the problem",
          () ->
              others
                  .report()
                  .problem()
                  .equals(
                      Optional.of(
                          "the namespace of the Service is not known: set kvlane.peer.service to"
                              + " NAMESPACE/NAME")));
      config.setNamespace(FakeKubernetes.NAMESPACE);
      kubernetes.put(slice("a", ready("node-1", "10.0.0.1")));

      Await.until("no problem", () -> others.report().problem().isEmpty());
    }
  }

  @Test
  void shouldTryAgainWhenNoClientCouldBeMade() {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1")));
    EndpointSlice more = slice("b", ready("node-2", "10.0.0.2"));
    boolean[] isReadable = {false};
    ServiceName service = new ServiceName(Optional.empty(), Slices.SERVICE);
    Supplier<Config> config =
        () -> {
          if (!isReadable[0]) {
            isReadable[0] = true;
            throw new IllegalStateException("ca.crt:\ncannot be read");
          }
          kubernetes.put(more);
          return kubernetes.config(PAUSE);
        };
    try (ServicePeers others = peers(service, config)) {
      others.start();

      Await.until("two nodes", () -> others.report().view().nodes().size() == 2);
    }
    assertThat(log.lines().getFirst())
        .isEqualTo(
            "WARN no client of Kubernetes can be made (ca.crt: cannot be read): check the pod's"
                + " service account, or the kubeconfig");
  }

  @Test
  void shouldAskForNothingThatItsRoleDoesNotAllow() throws Exception {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    peers.start();
    awaitWatch();

    assertThat(Rbac.used(kubernetes.asked(_ -> true)))
        .isEqualTo(Rbac.allowed("Role", "kvlane-peers"));
  }

  @Test
  void shouldEndTheWatchWhenItIsClosed() {
    kubernetes.put(slice("a", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    peers.start();
    awaitNodes("node-1", "node-2");
    awaitWatch();

    peers.close();

    Await.until("the end of the watch", () -> kubernetes.watches() == 0);
    assertThat(peers.report().view().nodes()).containsExactly("node-1", "node-2");
  }

  private boolean isTrue() {
    return peers.report().problem().isEmpty();
  }

  private void awaitNodes(String... nodes) {
    Await.until(
        "the nodes " + List.of(nodes),
        () -> peers.report().view().nodes().equals(List.of(nodes)) && isTrue());
  }

  private void awaitAddress(String node, String host) {
    Await.until(
        node + " at " + host,
        () -> peers.address(node).filter(peer -> peer.host().equals(host)).isPresent());
  }

  private void awaitProblem(String part) {
    Await.until(
        "the problem " + part,
        () -> peers.report().problem().filter(text -> text.contains(part)).isPresent());
  }

  private void awaitWatch() {
    Await.until("a watch", () -> kubernetes.watches() == 1);
  }
}
