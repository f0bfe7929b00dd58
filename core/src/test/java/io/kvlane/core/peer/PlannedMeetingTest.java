package io.kvlane.core.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannedMeetingTest {

  private static final PeerSchedule TWO =
      new ClusterView(List.of("a", "b"), List.of(), Duration.ofSeconds(20))
          .schedule()
          .orElseThrow();
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static Optional<PlannedMeeting> of(String node, Instant now) {
    return PlannedMeeting.of(TWO, node, now);
  }

  @Test
  void shouldBeginWithinTheFirstHalfAndNotAtTheEndOfItsEpoch() {
    Set<Instant> openings = new HashSet<>();
    for (int epoch = 0; epoch < 200; epoch++) {
      Instant start = START.plusSeconds(20L * epoch);
      PlannedMeeting planned =
          of("a", start.plusSeconds(7)).or(() -> of("b", start.plusSeconds(7))).orElseThrow();

      assertThat(planned.opens()).isBetween(start.plusSeconds(3), start.plusSeconds(10));
      assertThat(planned.closes()).isEqualTo(start.plusSeconds(16));
      assertThat(planned.isOpen(planned.opens().minusMillis(1))).isFalse();
      assertThat(planned.isOpen(planned.opens())).isTrue();
      assertThat(planned.isOpen(planned.closes())).isFalse();
      openings.add(planned.opens().minusSeconds(20L * epoch));
    }
    assertThat(openings).as("different moments").hasSizeGreaterThan(150);
  }

  @Test
  void shouldBePlannedByTheOneThatBegins() {
    for (int epoch = 0; epoch < 10; epoch++) {
      Instant now = START.plusSeconds(20L * epoch);

      assertThat(of("a", now).isPresent()).isNotEqualTo(of("b", now).isPresent());
    }
  }

  @Test
  void shouldBeTheSameThroughoutItsEpoch() {
    assertThat(of("a", START)).isEqualTo(of("a", START.plusMillis(19_999)));
    assertThat(of("a", START)).isNotEqualTo(of("a", START.plusMillis(20_000)));
  }
}
