package io.kvlane.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "67108864, 67108864",
    "1KiB, 1024",
    "64MiB, 67108864",
    "64Mi, 67108864",
    "64 MiB, 67108864",
    "2GiB, 2147483648"
  })
  void shouldReadSizes(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MiB", "-1", "1.5MiB", "64MB", "64m", "64mib", "1TiB", "0x10", "1e6"})
  void shouldRefuseWhatIsNoSize(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ByteSize.parse(text))
        .withMessage(
            "'%s' is not a size: write bytes, or a number with KiB, MiB or GiB, such as 64MiB",
            text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1023, 1023 bytes",
    "1024, 1KiB",
    "1536, 1536 bytes",
    "67108864, 64MiB",
    "1073741824, 1GiB"
  })
  void shouldShowSizesInTheLargestWholeUnit(long bytes, String text) {
    assertThat(new ByteSize(bytes).text()).isEqualTo(text);
  }

  @Test
  void shouldReadWhatItShows() {
    for (long bytes : new long[] {1 << 10, 3 << 20, 5L << 30}) {
      assertThat(ByteSize.parse(new ByteSize(bytes).text())).isEqualTo(new ByteSize(bytes));
    }
  }
}
