package io.kvlane.benchmarks.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {

  private static final List<String> ROLLUP =
      List.of(
          "fd800000-7ffd42de8000 ---p 00000000 00:00 0                              [rollup]",
          "Rss:              110160 kB",
          "Pss:               84893 kB",
          "Pss_Anon:          80888 kB",
          "Anonymous:         80880 kB",
          "AnonHugePages:         0 kB");

  @Test
  void shouldReadResidentAndAnonymousMemory() {
    assertThat(Memory.parse(ROLLUP)).isEqualTo(new Memory(110160L << 10, 80880L << 10));
  }

  @Test
  void shouldAddUp() {
    assertThat(new Memory(1, 2).plus(new Memory(10, 20))).isEqualTo(new Memory(11, 22));
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Memory.parse(List.of("Rss: 1 kB")))
        .withMessageContaining("Anonymous:");
  }
}
