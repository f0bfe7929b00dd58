package io.kvlane.core.rdma;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CounterWindowTest {

  private static final PortId PORT = new PortId("mlx5_0", 1);
  private static final List<String> NAMES = List.of("link_downed", "out_of_buffer");

  @Test
  void shouldGiveWhatHasRisenOfTheNamesAskedFor() {
    assertThat(
            window(
                    counters(Map.of("link_downed", 2L, "out_of_buffer", 7L, "symbol_error", 0L)),
                    counters(Map.of("link_downed", 5L, "out_of_buffer", 7L, "symbol_error", 9L)))
                .rises(PORT, NAMES))
        .containsExactly(Map.entry("link_downed", 3L));
  }

  @Test
  void shouldSayNothingOfACounterThatWasSetBackOrHasNoValueAtOneEnd() {
    assertThat(
            window(
                    counters(Map.of("link_downed", 5L)),
                    counters(Map.of("link_downed", 1L, "out_of_buffer", 9L)))
                .rises(PORT, NAMES))
        .isEmpty();
  }

  @Test
  void shouldSayNothingOfAPortThatWasNotThereAtBothEnds() {
    CounterWindow window = window(counters(Map.of("link_downed", 1L)), new TreeMap<>());

    assertThat(window.rises(PORT, NAMES)).isEmpty();
    assertThat(window.rises(new PortId("mlx5_1", 1), NAMES)).isEmpty();
    assertThat(window.ports()).isEmpty();
  }

  @Test
  void shouldKnowThePortsThatWereThereAtBothEnds() {
    assertThat(window(counters(Map.of()), counters(Map.of())).ports()).containsExactly(PORT);
  }

  @Test
  void shouldGiveARisePerSecond() {
    assertThat(window(counters(Map.of()), counters(Map.of())).perSecond(30)).isEqualTo(0.5);
  }

  private static CounterWindow window(
      SortedMap<PortId, PortCounters> before, SortedMap<PortId, PortCounters> after) {
    return new CounterWindow(Duration.ofMinutes(1), before, after);
  }

  private static SortedMap<PortId, PortCounters> counters(Map<String, Long> values) {
    SortedMap<String, OptionalLong> standard = new TreeMap<>();
    values.forEach((name, value) -> standard.put(name, OptionalLong.of(value)));
    return new TreeMap<>(
        Map.of(PORT, new PortCounters(standard, new TreeMap<>(), OptionalLong.empty())));
  }
}
