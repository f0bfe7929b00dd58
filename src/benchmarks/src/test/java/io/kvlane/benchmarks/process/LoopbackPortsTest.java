package io.kvlane.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {

  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid";

  @Test
  void shouldSeeAListener() {
    assertThat(
            LoopbackPorts.hasListener(
                Stream.of(
                    HEADER, "   0: 0100007F:0277 00000000:0000 0A 00000000:00000000 00:00000000"),
                0x277))
        .isTrue();
  }

  @Test
  void shouldNotTakeAConnectionForAListener() {
    assertThat(
            LoopbackPorts.hasListener(
                Stream.of(
                    HEADER, "   0: 0100007F:0277 0100007F:9000 01 00000000:00000000 00:00000000"),
                0x277))
        .isFalse();
  }

  @Test
  void shouldNotTakeAPeersPortForItsOwn() {
    assertThat(
            LoopbackPorts.hasListener(
                Stream.of("   0: 0100007F:0001 0100007F:0277 0A 00000000:00000000"), 0x277))
        .isFalse();
  }
}
