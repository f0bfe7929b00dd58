package io.kvlane.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.SteppedClock;
import io.kvlane.agent.samples.Sysfs;
import io.kvlane.agent.transfer.ScriptedProbe.Script;
import io.kvlane.core.rdma.ViewDifference;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.VerbsView;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import io.kvlane.probes.process.ProbeSlot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerbsInspectorTest {

  private static final Duration ENOUGH = Duration.ofSeconds(30);

  @TempDir private Path directory;

  private final SteppedClock clock = new SteppedClock();
  private ProbeSlot slot = slot(Script.NOTHING);

  private ProbeSlot slot(Script script) {
    return new ProbeSlot("initiator", ScriptedProbe.launch(script), ENOUGH, clock);
  }

  private VerbsInspector inspector() {
    return new VerbsInspector(
        slot, new InfinibandClassReader(new HostRoot(directory)), ENOUGH, clock);
  }

  @AfterEach
  void close() {
    slot.close();
  }

  @Test
  void shouldCompareWhatTheProcessSeesWithSysfs() throws Exception {
    new Sysfs(directory).device("mlx5_0");

    VerbsView view = inspector().inspect().orElseThrow();

    assertThat(view.devices().observed()).contains(List.of());
    assertThat(view.devices().at()).isEqualTo(Nodes.NOW);
    assertThat(view.differences())
        .containsExactly(new ViewDifference("mlx5_0", "device", "present", "absent"));
  }

  @Test
  void shouldLookAgainAfterHalfAMinuteOrWhenALinkChanged() throws Exception {
    Sysfs sysfs = new Sysfs(directory).device("mlx5_0");
    VerbsInspector inspector = inspector();
    assertThat(inspector.inspect()).isPresent();

    clock.step(Duration.ofSeconds(29));
    assertThat(inspector.inspect()).isEmpty();

    sysfs.state("mlx5_0", "1: DOWN", "3: Disabled");
    assertThat(inspector.inspect()).isPresent();
    assertThat(inspector.inspect()).isEmpty();

    clock.step(Duration.ofSeconds(30));
    assertThat(inspector.inspect()).isPresent();
  }

  @Test
  void shouldLeaveAProcessAloneThatEndedInIt() throws Exception {
    slot.close();
    slot = slot(Script.CRASHES_IN_VERBS);
    Sysfs sysfs = new Sysfs(directory).device("mlx5_0");
    VerbsInspector inspector = inspector();

    VerbsView view = inspector.inspect().orElseThrow();
    assertThat(view.devices().result()).isInstanceOf(ProbeResult.Failed.class);
    assertThat(view.differences()).isEmpty();
    assertThat(view.lockedMemory()).isEmpty();

    clock.step(Duration.ofMinutes(9));
    sysfs.state("mlx5_0", "1: DOWN", "3: Disabled");
    assertThat(inspector.inspect()).isEmpty();

    clock.step(Duration.ofMinutes(1));
    assertThat(inspector.inspect()).isPresent();
  }
}
