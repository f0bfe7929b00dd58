package io.kvlane.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest(name = "{1} s after {0} failures")
  @CsvSource({
    "0, 0",
    "1, 0",
    "2, 1",
    "3, 2",
    "4, 4",
    "5, 8",
    "6, 16",
    "7, 32",
    "8, 60",
    "9, 60",
    "70, 60",
    "2147483647, 60"
  })
  void shouldDoubleFromASecondUpToAMinute(int failures, long seconds) {
    assertThat(Backoff.after(failures)).isEqualTo(Duration.ofSeconds(seconds));
  }
}
