package io.kvlane.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.rdma.PortId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForcedPlanTest {

  private static final KvProfile SMALL = new KvProfile("small", TransferShape.contiguous(8));

  @Test
  void shouldBindBothOperationsToEachPort() {
    assertThat(ForcedPlan.of(SMALL, List.of(new PortId("mlx5_0", 1), new PortId("mlx5_1", 2))))
        .extracting(run -> run.key().text())
        .containsExactly(
            "loopback ucx forced read host small on mlx5_0:1",
            "loopback ucx forced write host small on mlx5_0:1",
            "loopback ucx forced read host small on mlx5_1:2",
            "loopback ucx forced write host small on mlx5_1:2");
  }

  @Test
  void shouldPlanNothingWithoutPorts() {
    assertThat(ForcedPlan.of(SMALL, List.of())).isEmpty();
  }
}
