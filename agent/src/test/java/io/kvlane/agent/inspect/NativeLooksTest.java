package io.kvlane.agent.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.SteppedClock;
import io.kvlane.agent.transfer.ScriptedProbe;
import io.kvlane.agent.transfer.ScriptedProbe.Script;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.ProcessEnd.Reason;
import io.kvlane.probes.process.ProbeSlot;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NativeLooksTest {

  private static final Duration ENOUGH = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final NodeState state = Nodes.node();
  private ProbeSlot slot = slot(Script.NOTHING);

  private static ProbeSlot slot(Script script) {
    return new ProbeSlot("inspector", ScriptedProbe.launch(script), ENOUGH, Nodes.CLOCK);
  }

  private NativeLooks looks(Duration deadline, Clock clock) {
    return new NativeLooks(slot, state, deadline, clock);
  }

  private NodeInspection inspection() {
    return state.snapshot().inspection();
  }

  private Map<String, String> outcomes() {
    Map<String, String> outcomes = new LinkedHashMap<>();
    inspection()
        .looks(Nodes.NOW)
        .forEach((String name, Look<?> look) -> outcomes.put(name, look.result().outcome()));
    return outcomes;
  }

  @AfterEach
  void close() {
    slot.close();
  }

  @Test
  void shouldTakeAllLooksAndLeaveNoProcess() throws Exception {
    looks(ENOUGH, Nodes.CLOCK).takeAll();

    assertThat(outcomes())
        .containsExactly(
            Map.entry("nvml", "observed"),
            Map.entry("cuda", "observed"),
            Map.entry("ucx-components", "observed"),
            Map.entry("libfabric", "not_present"));
    assertThat(slot.report().pid()).isEmpty();
    assertThat(slot.report().ends()).isEmpty();
  }

  @Test
  void shouldTakeTheOtherLooksWhenOneHangs() throws Exception {
    slot = slot(Script.HANGS_IN_NVML);

    looks(SHORT, Nodes.CLOCK).takeAll();

    assertThat(outcomes())
        .containsEntry("nvml", "timed_out")
        .containsEntry("cuda", "observed")
        .containsEntry("ucx-components", "observed");
    assertThat(slot.report().ends()).containsExactly(Map.entry(Reason.HUNG, 1L));
    assertThat(inspection().gpus().orElseThrow().result().problem().orElseThrow())
        .contains("no answer to inspectgpus within 300 ms");
  }

  @Test
  void shouldTakeTheOtherLooksWhenOneEndsTheProcess() throws Exception {
    slot = slot(Script.CRASHES_IN_CUDA);

    looks(ENOUGH, Nodes.CLOCK).takeAll();

    assertThat(outcomes())
        .containsEntry("nvml", "observed")
        .containsEntry("cuda", "failed")
        .containsEntry("ucx-components", "observed");
  }

  @Test
  void shouldNotRepeatALookThatEndedTheProcessBeforeSomeTimeHasPassed() throws Exception {
    slot = slot(Script.CRASHES_IN_CUDA);
    SteppedClock clock = new SteppedClock();
    NativeLooks looks = looks(ENOUGH, clock);

    looks.takeAll();
    looks.takeAll();
    assertThat(slot.report().ends()).containsExactly(Map.entry(Reason.CRASHED, 1L));

    clock.step(PAUSE);
    looks.takeAll();
    assertThat(slot.report().ends()).containsExactly(Map.entry(Reason.CRASHED, 2L));
  }
}
