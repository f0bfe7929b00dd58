package io.kvlane.agent.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.inspect.Inspection;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.peer.PeerServer.Listening;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.Runs;
import io.kvlane.agent.state.DeviceMemory;
import io.kvlane.agent.state.DeviceStore;
import io.kvlane.agent.state.ExpectationStore;
import io.kvlane.agent.state.LearningExpectation;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.agent.transfer.Meetings;
import io.kvlane.agent.transfer.NoPeers;
import io.kvlane.agent.transfer.Transfers;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.process.ProbeLaunch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthChecksTest {

  private final NodeState state = Nodes.node();

  private HealthCheckResponse fabric() {
    return new FabricVerdict(state).call();
  }

  private static Map<String, Object> data(HealthCheckResponse response) {
    return response.getData().orElseThrow();
  }

  private void expect(ExpectedPath path) {
    state.expects(
        Optional.of(new Expectation(path, Expectation.Source.CONFIGURATION)), Optional.empty());
  }

  @Test
  void shouldBeDownBeforeTheFirstVerdict() {
    assertThat(fabric().getName()).isEqualTo("fabric");
    assertThat(fabric().getStatus()).isEqualTo(Status.DOWN);
    assertThat(data(fabric())).containsEntry("reason", "not measured");
  }

  @Test
  void shouldBeUpWhenTheBytesTakeThePathTheyShould() {
    expect(ExpectedPath.TCP);
    state.ran(Runs.verified(Nodes.NOW, PathClass.TCP, Transport.TCP));

    assertThat(fabric().getStatus()).isEqualTo(Status.UP);
    assertThat(data(fabric()))
        .containsEntry("reason", "measured tcp, expected tcp (configuration)")
        .containsEntry("expected", "tcp (configuration)")
        .containsEntry("transfers", "on")
        .hasSize(4)
        .hasEntrySatisfying(
            Runs.READ.text(),
            text -> assertThat(text).asString().contains("tcp by ", "2026-03-01T12:00:00Z"));
  }

  @Test
  void shouldNotBeDownWhileTransfersAreTurnedOff() {
    state.transfers().annotated(true);

    assertThat(fabric().getStatus()).isEqualTo(Status.UP);
    assertThat(data(fabric()).get("reason"))
        .asString()
        .startsWith("not measured: transfers are turned off by the node's annotation");
    assertThat(data(fabric()).get("transfers")).asString().startsWith("turned off by");
  }

  @Test
  void shouldBeDownOnAFallback() {
    expect(ExpectedPath.RDMA);
    state.ran(Runs.verified(Nodes.NOW, PathClass.TCP, Transport.TCP));

    assertThat(fabric().getStatus()).isEqualTo(Status.DOWN);
    assertThat(data(fabric()))
        .containsEntry("reason", "fallback: expected rdma (configuration), seen tcp");
  }

  @Test
  void shouldBeDownWhenTheLastVerdictIsStale() {
    state.ran(Runs.verified(Nodes.NOW.minus(Duration.ofMinutes(4)), PathClass.TCP, Transport.TCP));

    assertThat(fabric().getStatus()).isEqualTo(Status.DOWN);
    assertThat(data(fabric())).containsEntry("reason", "not measured since 2026-03-01T11:56:00Z");
  }

  @Test
  void shouldBeDownOnACorruptPayload() {
    state.ran(Runs.verified(Nodes.NOW.minusSeconds(1), PathClass.TCP, Transport.TCP));
    state.ran(Runs.corrupt(Nodes.NOW));

    assertThat(fabric().getStatus()).isEqualTo(Status.DOWN);
    assertThat(data(fabric()).get("reason")).asString().startsWith("payload-corrupt: ");
  }

  @Test
  void shouldBeReadyWhateverTheFabricIsLike() {
    state.ran(Runs.corrupt(Nodes.NOW));

    HealthCheckResponse ready = new ServingReady(state).call();

    assertThat(ready.getName()).isEqualTo("serving");
    assertThat(ready.getStatus()).isEqualTo(Status.UP);
    assertThat(data(ready)).containsExactly(Map.entry("node", "node-1"));
  }

  @Test
  void shouldNotBeReadyBeforeOtherNodesCanReachIt() {
    HealthCheckResponse early = PeersReady.response(new Listening(false, "not listening yet"));
    HealthCheckResponse ready = PeersReady.response(new Listening(true, "listening on ::"));

    assertThat(early.getStatus()).isEqualTo(Status.DOWN);
    assertThat(data(early)).containsExactly(Map.entry("control", "not listening yet"));
    assertThat(ready.getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void shouldBeLiveWhileTheLoopsTurn(@TempDir Path directory) throws Exception {
    StateDirectory state = StateDirectory.open(directory);
    // No process can be started this way; the loop turns all the same.
    ProbeLaunch nothing =
        new ProbeLaunch(Path.of("/nonexistent/java"), "", "None", Optional.empty(), Map.of());
    try (NodeLock lock = NodeLock.in(state);
        Transfers transfers =
            new Transfers(
                Nodes.settings(directory),
                nothing,
                new LearningExpectation(
                    Optional.empty(), new ExpectationStore(state, Optional.empty())),
                lock,
                Meetings.NONE,
                _ -> new NoPeers(),
                Nodes.BUILD,
                Nodes.CLOCK);
        Inspection inspection =
            new Inspection(
                directory,
                new DeviceMemory(new DeviceStore(state, Optional.empty())),
                transfers.state(),
                Nodes.CLOCK)) {
      LoopsLive live = new LoopsLive(transfers, inspection);
      transfers.start();
      assertThat(live.call().getStatus()).as("one loop is missing").isEqualTo(Status.DOWN);

      inspection.start();

      assertThat(live.call().getName()).isEqualTo("loops");
      assertThat(live.call().getStatus()).isEqualTo(Status.UP);
      assertThat(data(live.call())).containsOnlyKeys("lastTurnMillis");
    }
  }
}
