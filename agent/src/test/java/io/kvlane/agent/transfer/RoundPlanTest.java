package io.kvlane.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.Sysfs;
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

  private RoundPlan plan;

  @BeforeEach
  void prepare() {
    plan =
        new RoundPlan(
            Nodes.settings(directory), new InfinibandClassReader(new HostRoot(directory)));
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
