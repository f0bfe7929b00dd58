package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Places;
import org.junit.jupiter.api.Test;

class UcxDevicesTest {

  @Test
  void shouldExpandRangesAsUcxDoes() {
    assertThat(UcxDevices.parse("mlx5_[8-11]:1, eth0").names())
        .containsExactly("mlx5_8:1", "mlx5_9:1", "mlx5_10:1", "mlx5_11:1", "eth0");
    assertThat(UcxDevices.parse("mlx5_[3-1]:1,a[1-2]b[1-2]").names())
        .containsExactly("mlx5_[3-1]:1", "a[1-2]b[1-2]");
    assertThat(UcxDevices.parse("mlx5_[0-9999]:1").names()).hasSize(64);
  }

  @Test
  void shouldAllowWhatIsListedOrNotExcluded() {
    assertThat(UcxDevices.parse("mlx5_0:1").allows(Places.infiniband("mlx5_0"))).isTrue();
    assertThat(UcxDevices.parse("mlx5_0").allows(Places.infiniband("mlx5_0"))).isTrue();
    assertThat(UcxDevices.parse("mlx5_0:2").allows(Places.infiniband("mlx5_0"))).isFalse();
    assertThat(UcxDevices.parse("all").allows(Places.infiniband("mlx5_0"))).isTrue();
    assertThat(UcxDevices.parse("^mlx5_0").allows(Places.infiniband("mlx5_0"))).isFalse();
    assertThat(UcxDevices.parse("^mlx5_1").allows(Places.infiniband("mlx5_0"))).isTrue();
  }
}
