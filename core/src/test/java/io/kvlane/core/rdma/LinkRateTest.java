package io.kvlane.core.rdma;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRateTest {

  @ParameterizedTest
  @CsvSource({
    "400 Gb/sec (4X NDR), 50000000000",
    "200 Gb/sec (4X HDR), 25000000000",
    "100 Gb/sec (4X EDR), 12500000000",
    "56 Gb/sec (4X FDR), 7000000000",
    "40 Gb/sec (4X FDR10), 5000000000",
    "2.5 Gb/sec (1X SDR), 312500000",
    "800 Gb/sec (4X XDR), 100000000000",
    "10 Gb/sec (4X), 1250000000",
    "100 Gb/sec, 12500000000"
  })
  void shouldReadWhatTheKernelPrints(String text, long bytesPerSecond) {
    assertThat(LinkRate.parse(text)).contains(new LinkRate(text, bytesPerSecond));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0 Gb/sec",
        "0 Gb/sec (4X SDR)",
        "fast",
        "-1 Gb/sec",
        "1.7 Gb/sec",
        "9999999 Gb/sec"
      })
  void shouldNotTakeAnythingElseForARate(String text) {
    assertThat(LinkRate.parse(text)).isEmpty();
  }

  @Test
  void shouldKeepTheKernelsWords() {
    assertThat(LinkRate.parse("400 Gb/sec (4X NDR)"))
        .map(LinkRate::text)
        .contains("400 Gb/sec (4X NDR)");
  }
}
