package io.kvlane.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackPlanTest {

  private static final KvProfile SMALL = new KvProfile("small", TransferShape.contiguous(8));
  private static final KvProfile LARGE = new KvProfile("large", TransferShape.contiguous(4096));

  @Test
  void shouldPlanThePriceOfAFallbackFirstThenVerdictsThenTheNodeItself() {
    assertThat(LoopbackPlan.of(List.of(SMALL, LARGE)))
        .extracting(run -> run.key().text())
        .containsExactly(
            "loopback tcp baseline read host small",
            "loopback tcp baseline read host large",
            "loopback tcp baseline write host small",
            "loopback tcp baseline write host large",
            "loopback ucx default read host small",
            "loopback ucx default read host large",
            "loopback ucx default write host small",
            "loopback ucx default write host large",
            "loopback ucx local read host small",
            "loopback ucx local read host large",
            "loopback ucx local write host small",
            "loopback ucx local write host large");
  }

  @Test
  void shouldPlanEachRunWithItsProfile() {
    assertThat(LoopbackPlan.of(List.of(SMALL, LARGE)))
        .allSatisfy(run -> assertThat(run.profile().name()).isEqualTo(run.key().profile()))
        .extracting(PlannedRun::profile)
        .containsOnly(SMALL, LARGE);
  }

  @Test
  void shouldPlanNothingWithoutProfiles() {
    assertThat(LoopbackPlan.of(List.of())).isEmpty();
  }
}
