package io.kvlane.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.samples.Runs;
import org.junit.jupiter.api.Test;

class PlannedRunTest {

  /** 8 MiB. */
  private static final KvProfile PROFILE = new KvProfile("p", new TransferShape(64, 32, 4096));

  private static final PlannedRun RUN = new PlannedRun(Runs.READ, PROFILE);

  @Test
  void shouldHaveNoLimitOfItsOwnAtFirst() {
    assertThat(RUN.mostBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(RUN.shape(Long.MAX_VALUE)).isEqualTo(PROFILE.shape());
  }

  @Test
  void shouldTakeTheLowerOfTwoLimits() {
    assertThat(RUN.cappedTo(1 << 20).shape(4 << 20).totalBytes()).isEqualTo(1 << 20);
    assertThat(RUN.cappedTo(4 << 20).shape(1 << 20).totalBytes()).isEqualTo(1 << 20);
  }

  @Test
  void shouldNeverGrowWhenCappedAgain() {
    assertThat(RUN.cappedTo(1 << 20).cappedTo(4 << 20).mostBytes()).isEqualTo(1 << 20);
    assertThat(RUN.cappedTo(4 << 20).cappedTo(1 << 20).mostBytes()).isEqualTo(1 << 20);
  }

  @Test
  void shouldRefuseARunOfNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> RUN.cappedTo(0));
  }
}
