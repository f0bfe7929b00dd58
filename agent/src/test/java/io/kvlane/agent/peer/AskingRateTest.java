package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskingRateTest {

  private static final String PEER = "10.0.0.7";
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AskingRate rate = new AskingRate();

  private int answered(String address, int times, long nowNanos) {
    int answered = 0;
    for (int i = 0; i < times; i++) {
      answered += rate.mayAsk(address, nowNanos) ? 1 : 0;
    }
    return answered;
  }

  /** {@link System#nanoTime} may begin anywhere, and overflow. */
  @ParameterizedTest
  @ValueSource(longs = {0, -5_000_000_000L, Long.MAX_VALUE - 1_000_000_000L})
  void shouldLetABurstAskAndThenOneASecond(long start) {
    assertThat(answered(PEER, 100, start)).isEqualTo(AskingRate.BURST);
    assertThat(answered(PEER, 100, start + SECOND / 2)).isZero();
    assertThat(answered(PEER, 100, start + SECOND)).isEqualTo(1);
    assertThat(answered(PEER, 100, start + 4 * SECOND)).isEqualTo(3);
  }

  @Test
  void shouldNotSaveMoreThanABurst() {
    answered(PEER, AskingRate.BURST, 0);

    assertThat(answered(PEER, 1000, Duration.ofDays(1).toNanos())).isEqualTo(AskingRate.BURST);
  }

  @Test
  void shouldNotCountWhatWasRefused() {
    answered(PEER, 1000, 0);

    assertThat(answered(PEER, 1000, SECOND)).isEqualTo(1);
  }

  @Test
  void shouldCountEachAddressByItself() {
    answered(PEER, 1000, 0);

    assertThat(answered("10.0.0.8", 1000, 0)).isEqualTo(AskingRate.BURST);
  }

  @Test
  void shouldForgetTheAddressThatAskedLeastRecently() {
    answered(PEER, 1000, 0);
    answered("10.0.0.8", 1000, 0);
    for (int i = 2; i < AskingRate.MOST_ADDRESSES; i++) {
      rate.mayAsk("10.1.0." + i, 0);
    }
    rate.mayAsk(PEER, SECOND);
    for (int i = 0; i < 10; i++) {
      rate.mayAsk("10.2.0." + i, SECOND);
    }

    assertThat(rate.addresses()).isEqualTo(AskingRate.MOST_ADDRESSES);
    assertThat(answered(PEER, 1000, SECOND)).isZero();
    assertThat(answered("10.0.0.8", 1000, SECOND)).isEqualTo(AskingRate.BURST);
  }
}
