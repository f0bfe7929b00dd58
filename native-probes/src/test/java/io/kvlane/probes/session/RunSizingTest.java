package io.kvlane.probes.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.profile.TransferShape;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSizingTest {

  private static final Duration TIME = Duration.ofMillis(250);

  @ParameterizedTest(name = "{0} bytes/ns, {1} bytes: {2} in flight")
  @CsvSource({
    "0.1, 32768, 61",
    "0.1, 4096, 128",
    "10, 32768, 128",
    "0.1, 2000000, 1",
    "0.1, 1000000000, 1",
    "0.000001, 4096, 1",
    "0, 4096, 1"
  })
  void shouldKeepInFlightWhatThePathMovesInTwentyMilliseconds(
      double bytesPerNano, int descriptorBytes, int window) {
    assertThat(RunSizing.ofRate(bytesPerNano).window(descriptorBytes)).isEqualTo(window);
  }

  @Test
  void shouldCutASingleMessageToTheTimeThereIs() {
    TransferShape message = TransferShape.contiguous(64 << 20);

    assertThat(RunSizing.ofRate(0.1).fitting(message, TIME))
        .isEqualTo(message.cappedTo(25_000_000));
  }

  @Test
  void shouldLeaveASingleMessageThatFits() {
    TransferShape message = TransferShape.contiguous(20 << 20);

    assertThat(RunSizing.ofRate(0.1).fitting(message, TIME)).isEqualTo(message);
  }

  @Test
  void shouldNotCutAMessageToNothing() {
    TransferShape message = TransferShape.contiguous(1 << 20);

    assertThat(RunSizing.ofRate(0).fitting(message, TIME))
        .isEqualTo(TransferShape.contiguous(64 * 1024));
    assertThat(RunSizing.ofRate(0).fitting(TransferShape.contiguous(1000), TIME))
        .isEqualTo(TransferShape.contiguous(1000));
  }

  /** They are cut short while they are posted. */
  @Test
  void shouldLeaveManyDescriptorsAsTheyAre() {
    TransferShape scattered = new TransferShape(64, 1000, 32768);

    assertThat(RunSizing.ofRate(0.000001).fitting(scattered, TIME)).isEqualTo(scattered);
  }

  @Test
  void shouldBeCarefulBeforeItKnowsThePath() {
    assertThat(RunSizing.UNKNOWN_RATE).isEqualTo(RunSizing.ofRate(0.1));
  }
}
