package io.kvlane.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.samples.GpuLooks;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.Sysfs;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundPlanTest {

  @TempDir private Path directory;

  private final NodeState state = Nodes.node();
  private RoundPlan plan;

  @BeforeEach
  void prepare() {
    plan =
        new RoundPlan(
            Nodes.settings(directory),
            new InfinibandClassReader(new HostRoot(directory)),
            RunGpus.of(state, Nodes.CLOCK));
  }

  private List<String> forced() {
    return plan.get().stream()
        .filter(run -> run.key().intent() == Intent.FORCED)
        .map(run -> run.key().text())
        .toList();
  }

  @Test
  void shouldPlanTheNodeAndNoPortWhereThereIsNone() {
    assertThat(plan.get()).extracting(run -> run.key().kind()).containsOnly(TransferKind.LOOPBACK);
    assertThat(forced()).isEmpty();
  }

  private static List<String> gpus(List<PlannedRun> runs) {
    return runs.stream().flatMap(run -> run.key().gpu().stream()).distinct().toList();
  }

  @Test
  void shouldGiveOneGpuARoundItsTurnAndAllOfThemInAWholeRound() {
    state.inspected(node -> node.withGpus(GpuLooks.at("GPU-0", "GPU-1")));

    assertThat(List.of(gpus(plan.get()), gpus(plan.get()), gpus(plan.get())))
        .containsExactly(List.of("GPU-0"), List.of("GPU-1"), List.of("GPU-0"));
    assertThat(gpus(plan.whole())).containsExactly("GPU-0", "GPU-1");
  }

  @Test
  void shouldPlanNoGpuWhereThereIsNone() {
    assertThat(gpus(plan.get())).isEmpty();
    assertThat(gpus(plan.whole())).isEmpty();
  }

  @Test
  void shouldForceEveryPortThatIsActiveNow() {
    Sysfs sysfs = new Sysfs(directory).device("mlx5_0").device("mlx5_1");
    sysfs.state("mlx5_1", "1: DOWN", "2: Polling");

    assertThat(forced())
        .containsExactly(
            "loopback ucx forced read host small on mlx5_0:1",
            "loopback ucx forced write host small on mlx5_0:1");

    sysfs.state("mlx5_1", "4: ACTIVE", "5: LinkUp");
    assertThat(forced()).hasSize(4);
  }
}
