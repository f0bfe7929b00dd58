package io.kvlane.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.gpudirect.RunGpu;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.rdma.PortId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GpuPlanTest {

  private static final KvProfile LARGE = new KvProfile("large", TransferShape.contiguous(1 << 30));

  @Test
  void shouldPriceStagingBeforeTheVerdictsThatCompareWithIt() {
    assertThat(GpuPlan.of(LARGE, gpu(Optional.of(new PortId("mlx5_0", 1)))))
        .extracting(run -> run.key().text())
        .containsExactly(
            "loopback ucx staged read cuda large of GPU-0",
            "loopback ucx staged write cuda large of GPU-0",
            "loopback ucx default read cuda large of GPU-0",
            "loopback ucx default write cuda large of GPU-0",
            "loopback ucx forced read cuda large on mlx5_0:1 of GPU-0",
            "loopback ucx forced write cuda large on mlx5_0:1 of GPU-0",
            "loopback ucx local read cuda large of GPU-0",
            "loopback ucx local write cuda large of GPU-0");
  }

  @Test
  void shouldForceNothingWithoutANicThatIsNearest() {
    assertThat(GpuPlan.of(LARGE, gpu(Optional.empty())))
        .hasSize(6)
        .noneMatch(run -> run.key().device().isPresent());
  }

  @Test
  void shouldBoundEachRun() {
    assertThat(GpuPlan.of(LARGE, gpu(Optional.empty())))
        .allSatisfy(run ->
            assertThat(run.shape(Long.MAX_VALUE).totalBytes()).isEqualTo(GpuPlan.MOST_BYTES));
  }

  private static RunGpu gpu(Optional<PortId> port) {
    return new RunGpu("GPU-0", Optional.empty(), port, Optional.empty());
  }
}
