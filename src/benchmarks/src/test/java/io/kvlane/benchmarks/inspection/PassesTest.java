package io.kvlane.benchmarks.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassesTest {

  @Test
  void shouldKeepTheFirstTwoPassesApartFromThoseThatFollow() {
    Iterator<Long> cpuNanos =
        List.of(
                0L,
                9_000_000L,
                9_000_000L,
                13_000_000L,
                20_000_000L,
                21_000_000L,
                21_000_000L,
                24_000_000L)
            .iterator();
    int[] made = {0};

    Passes passes = Passes.make(() -> made[0]++, 4, cpuNanos::next);

    assertThat(made[0]).isEqualTo(4);
    assertThat(passes.firstMillis()).isEqualTo(9);
    assertThat(passes.secondMillis()).isEqualTo(4);
    assertThat(passes.laterMillis().values()).containsExactly(1.0, 3.0);
  }
}
