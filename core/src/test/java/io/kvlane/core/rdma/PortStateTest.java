package io.kvlane.core.rdma;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortStateTest {

  @ParameterizedTest
  @CsvSource({
    "0: NOP, NOP",
    "1: DOWN, DOWN",
    "2: INIT, INIT",
    "3: ARMED, ARMED",
    "4: ACTIVE, ACTIVE",
    "5: ACTIVE_DEFER, ACTIVE_DEFER"
  })
  void shouldReadWhatTheKernelPrints(String text, PortState state) {
    assertThat(PortState.parse(text)).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "9: <unknown>", "ACTIVE", "N/A"})
  void shouldNotTakeAnythingElseForAState(String text) {
    assertThat(PortState.parse(text)).isEqualTo(PortState.UNKNOWN);
  }

  @Test
  void shouldKnowTheNumbersOfVerbs() {
    assertThat(PortState.of(4)).isEqualTo(PortState.ACTIVE);
    assertThat(PortState.of(-1)).isEqualTo(PortState.UNKNOWN);
    assertThat(PortState.of(6)).isEqualTo(PortState.UNKNOWN);
  }

  @Test
  void shouldKnowLinkLayersOfBothViews() {
    assertThat(LinkLayer.parse("InfiniBand")).isEqualTo(LinkLayer.of(1));
    assertThat(LinkLayer.parse("Ethernet")).isEqualTo(LinkLayer.of(2));
    assertThat(LinkLayer.parse("Unknown")).isEqualTo(LinkLayer.of(0));
  }
}
