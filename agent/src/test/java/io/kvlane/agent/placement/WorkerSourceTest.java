package io.kvlane.agent.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.KubernetesSettings;
import io.kvlane.agent.config.KubernetesSettings.Use;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.workload.RoleSelectors;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.snapshot.ProbeResult;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSourceTest {

  private final Vertx vertx = Vertx.vertx();
  private final NodeState state = Nodes.node();
  private final FoundPlacement found = new FoundPlacement();
  @TempDir private Path directory = Path.of("");

  @AfterEach
  void end() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void shouldSayWithoutAServiceAccountThatItIsNotInKubernetesAndAskNobody() {
    try (WorkerSource source = source(Use.AUTO)) {
      assertThat(source).isInstanceOf(WorkerSource.Nobody.class);
      source.start();
    }

    assertThat(state.observed().workers().watch().orElseThrow().result())
        .isEqualTo(
            new ProbeResult.NotPresent<>(
                "the agent is in no pod of Kubernetes that has a service account",
                "set kvlane.kubernetes.enabled to true to use a kubeconfig"));
    assertThat(state.observed().workers().countByRole(Nodes.NOW)).isEmpty();
  }

  @Test
  void shouldAskKubernetesInAPodThatHasAServiceAccount() throws IOException {
    Files.writeString(directory.resolve("token"), "secret");

    try (WorkerSource source = source(Use.AUTO)) {
      assertThat(source).isInstanceOf(WorkerSource.OfKubernetes.class);
    }
  }

  @Test
  void shouldDoAsItIsTold() throws IOException {
    try (WorkerSource source = source(Use.TRUE)) {
      assertThat(source).isInstanceOf(WorkerSource.OfKubernetes.class);
    }
    Files.writeString(directory.resolve("token"), "secret");
    try (WorkerSource source = source(Use.FALSE)) {
      assertThat(source).isInstanceOf(WorkerSource.Nobody.class);
    }
  }

  @Test
  void shouldExpectRdmaOnceItWasOffered() {
    found.offered(Set.of());
    assertThat(found.expectedPath()).isEmpty();

    found.offered(Set.of("rdma/ib"));
    found.offered(Set.of());

    assertThat(found.expectedPath()).contains(ExpectedPath.RDMA);
  }

  private WorkerSource source(Use use) {
    Settings settings =
        Nodes.settings(
            Path.of("/"),
            new ControlSettings("127.0.0.1", 9978, Optional.empty(), List.of()),
            new KubernetesSettings(
                use,
                true,
                RoleSelectors.NONE,
                Optional.empty(),
                List.of(),
                directory.resolve("kubelet.sock")));
    return WorkerSource.of(settings, directory.resolve("token"), found, state, vertx, Nodes.CLOCK);
  }
}
