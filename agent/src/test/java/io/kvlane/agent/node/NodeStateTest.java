package io.kvlane.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.Runs;
import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.HeardStanding;
import io.kvlane.core.peer.Pair;
import io.kvlane.core.peer.ServedRun;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.peer.TrendKind;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.core.snapshot.EngineReport;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.ProcessReport;
import io.kvlane.core.snapshot.TransferTotals;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.transfer.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NodeStateTest {

  private static final ProcessReport PROCESS =
      new ProcessReport("initiator", Optional.of(4711L), Map.of(), Optional.empty());

  private final NodeState state = Nodes.node(PROCESS);

  @Test
  void shouldSayWhatItIsBeforeAnythingIsKnown() {
    NodeSnapshot snapshot = state.snapshot();

    assertThat(snapshot.node()).isEqualTo("node-1");
    assertThat(snapshot.build()).isEqualTo(Nodes.BUILD);
    assertThat(snapshot.at()).isEqualTo(Nodes.NOW);
    assertThat(snapshot.interval()).isEqualTo(Duration.ofSeconds(60));
    assertThat(snapshot.profiles()).containsExactly(Nodes.SMALL);
    assertThat(snapshot.processes()).containsExactly(PROCESS);
    assertThat(snapshot.transfers()).isEmpty();
    assertThat(snapshot.engines()).isEmpty();
    assertThat(snapshot.expectation()).isEmpty();
    assertThat(snapshot.stateProblem()).isEmpty();
    assertThat(snapshot.budget().bytesPerSecond()).isEqualTo(16 << 20);
    assertThat(snapshot.findings()).isEmpty();
  }

  @Test
  void shouldKeepTheHistoryOfEachKindOfRun() {
    state.ran(Runs.corrupt(Nodes.NOW.minusSeconds(60)));
    state.ran(Runs.verified(Nodes.NOW, PathClass.TCP, Transport.TCP));

    assertThat(state.snapshot().transfers()).containsOnlyKeys(Runs.READ);
    assertThat(state.snapshot().transfers().get(Runs.READ))
        .satisfies(history -> {
          assertThat(history.results()).hasSize(2);
          assertThat(history.last().finishedAt()).isEqualTo(Nodes.NOW);
        });
  }

  @Test
  void shouldNotForgetOnePartForAnother() {
    EngineReport engine =
        new EngineReport(
            Engine.UCX, new ProbeResult.Observed<>("1.18.0"), Nodes.NOW, Duration.ofMillis(3));
    Expectation expectation = new Expectation(ExpectedPath.TCP, Expectation.Source.CONFIGURATION);

    state.ran(Runs.verified(Nodes.NOW, PathClass.TCP, Transport.TCP));
    state.inspected(List.of(engine));
    state.expects(Optional.of(expectation), Optional.of("full"));
    state.spent(ByteBudget.full(1 << 20, Duration.ofSeconds(1), System.nanoTime()));

    NodeSnapshot snapshot = state.snapshot();
    assertThat(snapshot.transfers()).hasSize(1);
    assertThat(snapshot.engines()).containsExactly(engine);
    assertThat(snapshot.expectation()).contains(expectation);
    assertThat(snapshot.stateProblem()).contains("full");
    assertThat(snapshot.budget().bytesPerSecond()).isEqualTo(1 << 20);
  }

  @Test
  void shouldRaiseACriticalFindingThatNamesTheFirstWrongDescriptor() {
    state.ran(Runs.corrupt(Nodes.NOW));

    assertThat(state.snapshot().findings())
        .filteredOn(finding -> finding.severity() == Severity.CRITICAL)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo("payload-corrupt");
          assertThat(text(finding)).contains("descriptor 7");
        });
  }

  @Test
  void shouldGiveASnapshotThatDoesNotChange() {
    NodeSnapshot before = state.snapshot();

    state.ran(Runs.corrupt(Nodes.NOW));

    assertThat(before.transfers()).isEmpty();
    assertThat(before.findings()).isEmpty();
  }

  @Test
  void shouldKeepRunsWithOtherNodesOfShownPairsOnly() {
    for (int i = 0; i < 40; i++) {
      state.ran(Runs.with("node-%02d".formatted(i + 10), Nodes.NOW));
    }

    NodeSnapshot snapshot = state.snapshot();
    assertThat(snapshot.peers().pairs().pairs()).hasSize(40);
    assertThat(snapshot.peers().pairs().shown()).hasSize(32);
    assertThat(snapshot.transfers()).hasSize(32);
    assertThat(snapshot.peers().totals())
        .containsOnlyKeys(Runs.keyWith("any").withAnyPeer())
        .allSatisfy((_, counted) ->
            assertThat(counted.results()).isEqualTo(Map.of(TransferResult.OK, 40L)));
  }

  @Test
  void shouldForgetNodesThatAreGoneButNotWhatWasCounted() {
    state.ran(Runs.with("node-2", Nodes.NOW));
    state.ran(Runs.with("node-3", Nodes.NOW));

    state.sees(cluster("node-1", "node-3"));

    NodeSnapshot snapshot = state.snapshot();
    assertThat(snapshot.peers().cluster()).isPresent();
    assertThat(snapshot.peers().pairs().pairs()).containsOnlyKeys("node-3");
    assertThat(snapshot.transfers()).containsOnlyKeys(Runs.keyWith("node-3"));
    assertThat(snapshot.peers().totals().values())
        .extracting(TransferTotals::results)
        .containsExactly(Map.of(TransferResult.OK, 2L));
  }

  @Test
  void shouldTakeNoteOfWhatOtherNodesPostAndSay() {
    state.sees(cluster("node-1", "node-2"));
    state.served(new ServedRun(Runs.keyWith("node-2"), 4096, 1000, Nodes.NOW));
    state.heard("node-2", new Standing(OptionalLong.of(25_000_000_000L), 4, 1));

    Pair pair = state.snapshot().peers().pairs().pair("node-2").orElseThrow();
    assertThat(pair.trends()).containsOnlyKeys(TrendKind.READ_POSTED_THERE);
    assertThat(pair.heard().map(HeardStanding::standing))
        .contains(new Standing(OptionalLong.of(25_000_000_000L), 4, 1));
  }

  @Test
  void shouldSayOfItselfHowManyOfItsPairsAreMeasured() {
    assertThat(state.standing()).isEqualTo(Standing.UNKNOWN);

    state.ran(Runs.with("node-2", Nodes.NOW));

    assertThat(state.standing()).isEqualTo(new Standing(OptionalLong.empty(), 1, 0));
  }

  private static ClusterReport cluster(String... nodes) {
    return new ClusterReport(
        new ClusterView(List.of(nodes), List.of(), Duration.ofSeconds(20)),
        ClusterReport.Source.CONFIGURATION,
        Nodes.NOW,
        Optional.empty());
  }

  private static String text(Finding finding) {
    return finding.summary() + " " + finding.evidence();
  }
}
