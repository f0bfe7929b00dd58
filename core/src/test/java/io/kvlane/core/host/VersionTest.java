package io.kvlane.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

  @ParameterizedTest
  @CsvSource({
    "6.8.0-1021-aws, 6.8.0",
    "v2.5.1, 2.5.1",
    "3.0.0g, 3.0.0",
    "570.86.15, 570.86.15",
    "5, 5",
    "1.2.3.4.5.6.7.8, 1.2.3.4.5.6"
  })
  void shouldReadLeadingNumbers(String text, String numbers) {
    assertThat(Version.parse(text))
        .contains(
            new Version(text, Stream.of(numbers.split("\\.")).map(Integer::valueOf).toList()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", ".1", "-6.8", "12345678901", "1.12345678901"})
  void shouldReadNothingElse(String text) {
    assertThat(Version.parse(text)).isEmpty();
  }

  @Test
  void shouldCompareNumberByNumber() {
    Version version = Version.parse("6.8.0-rc1").orElseThrow();

    assertThat(version.isAtLeast(6, 8)).isTrue();
    assertThat(version.isAtLeast(6, 8, 0)).isTrue();
    assertThat(version.isAtLeast(5, 15)).isTrue();
    assertThat(version.isAtLeast(6, 8, 1)).isFalse();
    assertThat(version.isAtLeast(6, 15)).isFalse();
    assertThat(version.isAtLeast(7)).isFalse();
  }

  @Test
  void shouldTakeWhatItDoesNotSayForZero() {
    assertThat(Version.parse("3").orElseThrow().isAtLeast(3, 0, 0)).isTrue();
    assertThat(Version.parse("3").orElseThrow().isAtLeast(3, 0, 1)).isFalse();
  }
}
