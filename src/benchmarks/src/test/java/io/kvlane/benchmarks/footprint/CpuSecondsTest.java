package io.kvlane.benchmarks.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuSecondsTest {

  @Test
  void shouldAddUserAndSystemTimeWhateverTheProgramIsCalled() {
    assertThat(
            CpuSeconds.parse(
                "4711 (a ) strange) name) S 1 4711 4711 0 -1 4194560 9000 0 0 0 120 35 7 8 20 0 12"))
        .isEqualTo(1.55);
  }
}
