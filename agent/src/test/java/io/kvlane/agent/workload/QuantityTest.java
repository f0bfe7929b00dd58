package io.kvlane.agent.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "4, 4",
    "0, 0",
    "500m, 1",
    "1.5Gi, 1610612736",
    "16Gi, 17179869184",
    "80G, 80000000000",
    "1e3, 1000",
    "2E-1, 1",
    "9E, 9000000000000000000",
    "9999999999999999999Ei, 9223372036854775807",
    "-1, -1",
  })
  void shouldReadWhatKubernetesReads(String text, long units) {
    assertThat(Quantity.units(text)).hasValue(units);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "four", "4 GiB", "{{ .Values.gpus }}", "$(GPUS)", "1ee3", "Gi", "."})
  void shouldNotTakeOtherTextForANumber(String text) {
    assertThat(Quantity.units(text)).isEmpty();
  }

  @Test
  void shouldNotWorkLongOnAHugeNumber() {
    assertThat(Quantity.units("9".repeat(1_000_000))).isEmpty();
    assertThat(Quantity.units("1e999999999")).isEmpty();
  }
}
