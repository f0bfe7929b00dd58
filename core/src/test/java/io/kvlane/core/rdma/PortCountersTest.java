package io.kvlane.core.rdma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PortCountersTest {

  private static final OptionalLong NOT_TOLD = OptionalLong.empty();

  @Test
  void shouldCountWordsOfFourBytes() {
    PortCounters counters =
        counters(
            Map.of("port_rcv_data", OptionalLong.of(250), "port_xmit_data", OptionalLong.of(1)),
            Map.of());

    assertThat(counters.receivedBytes()).hasValue(1000);
    assertThat(counters.transmittedBytes()).hasValue(4);
  }

  @Test
  void shouldNotGiveMoreBytesThanANumberHolds() {
    assertThat(PortCounters.ofWords(OptionalLong.of(Long.MAX_VALUE / 4))).isPresent();
    assertThat(PortCounters.ofWords(OptionalLong.of(Long.MAX_VALUE / 4 + 1))).isEmpty();
  }

  @Test
  void shouldTakeTheBytesThatEfaCounts() {
    PortCounters counters =
        counters(
            Map.of(), Map.of("rx_bytes", OptionalLong.of(1000), "tx_bytes", OptionalLong.of(7)));

    assertThat(counters.receivedBytes()).hasValue(1000);
    assertThat(counters.transmittedBytes()).hasValue(7);
  }

  @Test
  void shouldNotTakePacketsForBytes() {
    PortCounters counters = counters(Map.of(), Map.of("rcvd_pkts", OptionalLong.of(1000)));

    assertThat(counters.receivedBytes()).isEmpty();
  }

  @Test
  void shouldGiveErrorsThatHaveAValueWhereverTheyAreCounted() {
    PortCounters counters =
        counters(
            Map.of("symbol_error", OptionalLong.of(3), "link_downed", NOT_TOLD),
            Map.of(
                "link_downed",
                OptionalLong.of(2),
                "out_of_buffer",
                NOT_TOLD,
                "np_cnp_sent",
                OptionalLong.of(9)));

    assertThat(counters.errors())
        .containsExactly(entry("link_downed", 2L), entry("symbol_error", 3L));
  }

  @Test
  void shouldNameEachErrorOnce() {
    assertThat(ErrorCounters.NAMES).doesNotHaveDuplicates();
  }

  private static PortCounters counters(
      Map<String, OptionalLong> standard, Map<String, OptionalLong> hardware) {
    return new PortCounters(new TreeMap<>(standard), new TreeMap<>(hardware), NOT_TOLD);
  }
}
