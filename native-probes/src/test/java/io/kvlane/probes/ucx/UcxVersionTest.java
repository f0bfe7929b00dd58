package io.kvlane.probes.ucx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UcxVersionTest {

  @ParameterizedTest(name = "{0}.{1}.{2} is at least 1.13.0: {3}")
  @CsvSource({
    "1, 12, 9, false",
    "0, 99, 0, false",
    "1, 13, 0, true",
    "1, 13, 1, true",
    "1, 14, 0, true",
    "1, 22, 0, true",
    "2, 0, 0, true"
  })
  void shouldCompareMajorThenMinorThenRelease(
      int major, int minor, int release, boolean recentEnough) {
    assertThat(new UcxVersion(major, minor, release).isAtLeast(UcxVersion.OLDEST))
        .isEqualTo(recentEnough);
  }

  @Test
  void shouldOrderReleases() {
    assertThat(new UcxVersion(1, 13, 0).isAtLeast(new UcxVersion(1, 13, 1))).isFalse();
    assertThat(new UcxVersion(1, 13, 1).isAtLeast(new UcxVersion(1, 13, 1))).isTrue();
  }

  @Test
  void shouldAskForTransportsOnlyFromVersionsThatFillThemIn() {
    assertThat(new UcxVersion(1, 13, 1).reportsTransports()).isFalse();
    assertThat(new UcxVersion(1, 14, 0).reportsTransports()).isTrue();
  }

  @Test
  void shouldReadAsUcxWritesIt() {
    assertThat(new UcxVersion(1, 13, 1)).hasToString("1.13.1");
  }
}
