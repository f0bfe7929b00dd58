package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.peer.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalLogTest {

  private static final String ADDRESS = "10.0.0.7";
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final RefusalLog log = new RefusalLog();

  @Test
  void shouldSayWhoWasRefusedAndWhy() {
    assertThat(log.refused(Refusal.NOT_TLS, ADDRESS, 0))
        .contains("control port: 10.0.0.7 was refused, not_tls: what it sent is not TLS");
  }

  @Test
  void shouldSayTheSameOnceAMinuteWithHowManyThereWere() {
    log.refused(Refusal.TOO_SLOW, ADDRESS, 0);
    for (int i = 1; i <= 1000; i++) {
      assertThat(log.refused(Refusal.TOO_SLOW, ADDRESS, i)).isEmpty();
    }

    assertThat(log.refused(Refusal.TOO_SLOW, ADDRESS, MINUTE))
        .hasValueSatisfying(
            line -> assertThat(line).endsWith("; 1000 more since the last such line"));
    assertThat(log.refused(Refusal.TOO_SLOW, ADDRESS, 2 * MINUTE))
        .hasValueSatisfying(line -> assertThat(line).doesNotContain("more since"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayEachReasonByItself(Refusal reason) {
    for (Refusal other : Refusal.values()) {
      if (other != reason) {
        log.refused(other, ADDRESS, 0);
      }
    }

    assertThat(log.refused(reason, ADDRESS, 1))
        .hasValueSatisfying(line -> assertThat(line).contains(reason.label()).doesNotContain("\n"));
  }
}
