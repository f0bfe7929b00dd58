package io.kvlane.agent.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0a", // a length is missing
        "0a05", // a text is longer than its message
        "0affffffffffffffffff01", // a length is negative
        "ffffffffffffffffffffff", // a number has no end
        "0b", // a group, which nobody sends any more
        "08ff" // a number ends in the middle
      })
  void shouldRefuseDamagedMessages(String hex) {
    WireReader reader = new WireReader(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));

    assertThatThrownBy(() -> PodResourcesMessage.read(reader)).isInstanceOf(WireException.class);
  }

  @Test
  void shouldEndOnWhateverComes() {
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      try {
        PodResourcesMessage.read(new WireReader(ByteBuffer.wrap(bytes)));
        read++;
      } catch (WireException damaged) {
        assertThat(damaged.getMessage()).isNotBlank();
      }
    }
    assertThat(read).isPositive();
  }
}
