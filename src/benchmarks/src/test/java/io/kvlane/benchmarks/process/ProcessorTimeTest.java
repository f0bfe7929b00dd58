package io.kvlane.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

  @Test
  void shouldCountWaitingForDisksAsIdleAndLeaveOutGuestsWhichAreInUserTime() {
    assertThat(ProcessorTime.parse("cpu  10 1 2 100 5 0 3 4 7 7"))
        .isEqualTo(new ProcessorTime(125, 105));
  }

  @Test
  void shouldTellTheIdleShareBetweenTwoReadings() {
    ProcessorTime earlier = new ProcessorTime(1000, 500);
    assertThat(new ProcessorTime(1100, 590).idleShareSince(earlier)).isEqualTo(0.9, within(1e-9));
    assertThat(earlier.idleShareSince(earlier)).isZero();
  }

  @Test
  void shouldRefuseOtherLines() {
    assertThatIllegalArgumentException().isThrownBy(() -> ProcessorTime.parse("cpu0 1 2 3"));
  }
}
