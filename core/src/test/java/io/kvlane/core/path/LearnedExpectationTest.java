package io.kvlane.core.path;

import static io.kvlane.core.path.LearnedExpectation.NONE;
import static io.kvlane.core.path.PathClass.GPUDIRECT_RDMA;
import static io.kvlane.core.path.PathClass.HOST_RDMA;
import static io.kvlane.core.path.PathClass.HOST_STAGED_RDMA;
import static io.kvlane.core.path.PathClass.LOCAL;
import static io.kvlane.core.path.PathClass.TCP;
import static io.kvlane.core.path.PathClass.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LearnedExpectationTest {

  private static final LearnedExpectation RDMA = LearnedExpectation.of(ExpectedPath.RDMA);
  private static final LearnedExpectation GPUDIRECT =
      LearnedExpectation.of(ExpectedPath.GPUDIRECT_RDMA);

  @Test
  void shouldLearnNothingFromTwoRuns() {
    LearnedExpectation twice = after(NONE, HOST_RDMA, HOST_RDMA);

    assertThat(twice.learned()).isEmpty();
    assertThat(twice.candidate()).isEqualTo(Optional.of(ExpectedPath.RDMA));
    assertThat(twice.runsInARow()).isEqualTo(2);
  }

  @Test
  void shouldLearnAPathFromThreeRunsInARow() {
    assertThat(after(NONE, HOST_RDMA, HOST_RDMA, HOST_RDMA)).isEqualTo(RDMA);
    assertThat(after(NONE, HOST_STAGED_RDMA, HOST_RDMA, HOST_STAGED_RDMA)).isEqualTo(RDMA);
    assertThat(after(NONE, GPUDIRECT_RDMA, GPUDIRECT_RDMA, GPUDIRECT_RDMA)).isEqualTo(GPUDIRECT);
  }

  @Test
  void shouldRaiseWhatItLearned() {
    assertThat(after(RDMA, GPUDIRECT_RDMA, GPUDIRECT_RDMA))
        .extracting("learned")
        .isEqualTo(RDMA.learned());
    assertThat(after(RDMA, GPUDIRECT_RDMA, GPUDIRECT_RDMA, GPUDIRECT_RDMA)).isEqualTo(GPUDIRECT);
    assertThat(after(LearnedExpectation.of(ExpectedPath.TCP), HOST_RDMA, HOST_RDMA, HOST_RDMA))
        .isEqualTo(RDMA);
  }

  @Test
  void shouldLearnTheLowestPathThatARowOfRunsShowed() {
    assertThat(after(NONE, GPUDIRECT_RDMA, GPUDIRECT_RDMA, HOST_RDMA)).isEqualTo(RDMA);
    assertThat(after(NONE, HOST_RDMA, GPUDIRECT_RDMA, GPUDIRECT_RDMA)).isEqualTo(RDMA);
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "LOCAL", "UNKNOWN"})
  void shouldStartOverAfterARunThatTeachesNothing(PathClass interruption) {
    LearnedExpectation interrupted = after(NONE, HOST_RDMA, HOST_RDMA, interruption);

    assertThat(interrupted).isEqualTo(NONE);
    assertThat(after(interrupted, HOST_RDMA, HOST_RDMA).learned()).isEmpty();
    assertThat(after(interrupted, HOST_RDMA, HOST_RDMA, HOST_RDMA)).isEqualTo(RDMA);
  }

  @Test
  void shouldStartOverAfterARunThatShowsNoMoreThanIsKnown() {
    assertThat(after(RDMA, GPUDIRECT_RDMA, GPUDIRECT_RDMA, HOST_RDMA)).isEqualTo(RDMA);
  }

  @ParameterizedTest
  @EnumSource
  void shouldNeverLower(PathClass shown) {
    LearnedExpectation later = GPUDIRECT;
    for (int run = 0; run < 10; run++) {
      later = later.after(shown);
    }
    assertThat(later).isEqualTo(GPUDIRECT);
  }

  @Test
  void shouldLearnNothingFromTcpHoweverOften() {
    assertThat(after(NONE, TCP, TCP, TCP, TCP, TCP)).isEqualTo(NONE);
    assertThat(after(NONE, LOCAL, LOCAL, LOCAL, LOCAL)).isEqualTo(NONE);
    assertThat(after(NONE, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)).isEqualTo(NONE);
  }

  private static LearnedExpectation after(LearnedExpectation start, PathClass... runs) {
    LearnedExpectation later = start;
    for (PathClass run : runs) {
      later = later.after(run);
    }
    return later;
  }
}
