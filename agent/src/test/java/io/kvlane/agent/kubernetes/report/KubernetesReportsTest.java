package io.kvlane.agent.kubernetes.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.config.ReportSettings;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.it.Await;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.state.ConditionStore;
import io.kvlane.agent.state.ConditionStore.Kept;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.exporters.kubernetes.ConditionStatus;
import io.kvlane.exporters.kubernetes.NodeCondition;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesReportsTest {

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final FakeApi api = new FakeApi();

  @AfterEach
  void end() throws Exception {
    api.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private ConditionStore store() {
    return new ConditionStore(new StateDirectory(directory), Optional.of("this-machine"));
  }

  private KubernetesReports reports(boolean nodeCondition) {
    Settings settings =
        Nodes.settings(Path.of("/")).reporting(new ReportSettings(nodeCondition, false));
    return new KubernetesReports(
        settings,
        store(),
        new ReportClient(api::config, vertx),
        Nodes.node(),
        (_, _) -> Optional.empty(),
        Nodes.CLOCK);
  }

  private void write(String type) throws Exception {
    try (ReportClient client = new ReportClient(api::config, vertx)) {
      new RememberedConditions("node-1", new NodeConditionWriter("node-1", client), store())
          .write(
              new NodeCondition(
                  type, ConditionStatus.TRUE, "PathAsExpected", "good", Nodes.NOW, Nodes.NOW));
    }
  }

  @Test
  void shouldAskNothingOfKubernetesWhereNothingIsWanted() {
    try (KubernetesReports reports = reports(false)) {
      reports.start();
    }

    assertThat(api.asked()).isEmpty();
  }

  @Test
  void shouldRemoveTheConditionWhenItWasTurnedOff() throws Exception {
    write("KVTransferPath");
    assertThat(store().load()).containsExactly(new Kept("node-1", "KVTransferPath"));

    try (KubernetesReports reports = reports(false)) {
      reports.start();
      Await.until("the condition is removed", () -> store().load().isEmpty());
    }

    assertThat(api.condition("KVTransferPath").isMissingNode()).isTrue();
    assertThat(api.condition("Ready").isMissingNode()).isFalse();
  }

  @Test
  void shouldRemoveTheConditionOfAnEarlierNameAndKeepItsOwn() throws Exception {
    write("KVPath");
    write("KVTransferPath");

    try (KubernetesReports reports = reports(true)) {
      reports.start();
      Await.until("the condition is removed", () -> store().load().size() == 1);
    }

    assertThat(api.condition("KVPath").isMissingNode()).isTrue();
    assertThat(store().load()).containsExactly(new Kept("node-1", "KVTransferPath"));
  }

  @Test
  void shouldSayAtTheEndThatNobodyMeasures() throws Exception {
    write("KVTransferPath");
    int before = api.asked().size();

    try (KubernetesReports reports = reports(true)) {
      reports.start();
      Await.until("the node is read", () -> api.asked().size() > before);
    }

    assertThat(api.condition("KVTransferPath").path("status").asText()).isEqualTo("Unknown");
    assertThat(api.condition("KVTransferPath").path("reason").asText()).isEqualTo("AgentStopped");
  }
}
