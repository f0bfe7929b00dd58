package io.kvlane.core.pci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PciAddressTest {

  @ParameterizedTest
  @CsvSource({
    "0000:18:00.0, 0000:18:00.0",
    "00000000:3B:00.0, 0000:3b:00.0",
    "10000:e1:1f.7, 10000:e1:1f.7",
    "ffffffff:ff:1f.7, ffffffff:ff:1f.7"
  })
  void shouldReadWhatLinuxAndNvmlWrite(String text, String written) {
    assertThat(PciAddress.parse(text).map(PciAddress::text)).contains(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "18:00.0", "0000:18:20.0", "0000:18:00.8", "0000:18:00", "0000:18:00.0 ", "x"})
  void shouldReadNothingElse(String text) {
    assertThat(PciAddress.parse(text)).isEmpty();
  }

  @Test
  void shouldGiveAllFunctionsOfACardOneSlot() {
    assertThat(PciAddress.parse("0000:18:00.1").map(PciAddress::slot)).contains("0000:18:00");
  }

  @Test
  void shouldComeInTheOrderOfTheBus() {
    assertThat(
            Stream.of(
                    "0001:00:00.0", "0000:80:00.0", "0000:18:01.0", "0000:18:00.1", "0000:18:00.0")
                .flatMap(text -> PciAddress.parse(text).stream())
                .sorted()
                .map(PciAddress::text))
        .containsExactly(
            "0000:18:00.0", "0000:18:00.1", "0000:18:01.0", "0000:80:00.0", "0001:00:00.0");
  }
}
