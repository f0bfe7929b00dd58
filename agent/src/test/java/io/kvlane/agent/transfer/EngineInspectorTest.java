package io.kvlane.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.transfer.ScriptedProbe.Script;
import io.kvlane.core.snapshot.EngineReport;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.transfer.Engine;
import io.kvlane.probes.process.ProbeSlot;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EngineInspectorTest {

  private static final Duration ENOUGH = Duration.ofSeconds(30);

  private static ProbeSlot slot(Script script) {
    return new ProbeSlot("initiator", ScriptedProbe.launch(script), ENOUGH, Nodes.CLOCK);
  }

  private static Map<Engine, ProbeResult<String>> look(EngineInspector inspector)
      throws InterruptedException {
    return inspector.inspect().stream()
        .collect(Collectors.toMap(EngineReport::engine, EngineReport::result));
  }

  @Test
  void shouldTellTheVersionOfEachEngine() throws InterruptedException {
    try (ProbeSlot slot = slot(Script.NOTHING)) {
      EngineInspector inspector = new EngineInspector(slot, ENOUGH, Nodes.CLOCK);

      assertThat(inspector.inspect())
          .extracting(EngineReport::engine, EngineReport::result, EngineReport::at)
          .containsExactlyInAnyOrder(
              tuple(Engine.TCP, new ProbeResult.Observed<>("tcp 1.2.3"), Nodes.NOW),
              tuple(Engine.UCX, new ProbeResult.Observed<>("ucx 1.2.3"), Nodes.NOW));
      assertThat(inspector.endsProcess(Engine.UCX)).isFalse();
    }
  }

  @Test
  void shouldTellWhatIsMissingAndHowToGetIt() throws InterruptedException {
    try (ProbeSlot slot = slot(Script.WITHOUT_UCX)) {
      assertThat(look(new EngineInspector(slot, ENOUGH, Nodes.CLOCK)))
          .containsEntry(Engine.TCP, new ProbeResult.Observed<>("tcp 1.2.3"))
          .containsEntry(Engine.UCX, new ProbeResult.NotPresent<>("no libucp.so.0", "install UCX"));
    }
  }

  @Test
  void shouldTellWhichEngineEndsTheProcessThatLooksAtIt() throws InterruptedException {
    try (ProbeSlot slot = slot(Script.CRASHES_IN_UCX)) {
      EngineInspector inspector = new EngineInspector(slot, ENOUGH, Nodes.CLOCK);

      assertThat(look(inspector))
          .containsEntry(Engine.TCP, new ProbeResult.Observed<>("tcp 1.2.3"))
          .containsEntry(
              Engine.UCX,
              new ProbeResult.Failed<>("initiator probe process crashed: exit status 3"));
      assertThat(inspector.endsProcess(Engine.UCX)).isTrue();
      assertThat(inspector.endsProcess(Engine.TCP)).isFalse();
    }
  }
}
