package io.kvlane.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.Runs;
import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.core.snapshot.EngineReport;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.ProcessReport;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static String text(Finding finding) {
    return finding.summary() + " " + finding.evidence();
  }
}
