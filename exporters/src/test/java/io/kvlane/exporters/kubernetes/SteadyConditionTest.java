package io.kvlane.exporters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SteadyConditionTest {

  private static final PathCondition GOOD =
      new PathCondition(ConditionStatus.TRUE, "PathAsExpected", "good");
  private static final PathCondition BAD =
      new PathCondition(ConditionStatus.FALSE, "PathFallback", "bad");
  private static final PathCondition CORRUPT =
      new PathCondition(ConditionStatus.FALSE, "PayloadCorrupt", "corrupt");
  private static final PathCondition NOT_MEASURED =
      new PathCondition(ConditionStatus.UNKNOWN, "NotMeasured", "not measured");
  private static final PathCondition STALE =
      new PathCondition(ConditionStatus.UNKNOWN, "MeasurementStale", "not measured since");

  private final SteadyCondition steady = new SteadyCondition(Duration.ofSeconds(60));
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  /** What is said after that has been seen every second for so long. */
  private Optional<PathCondition> seeFor(int seconds, PathCondition seen) {
    Optional<PathCondition> said = Optional.empty();
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      said = steady.see(seen, now);
    }
    return said;
  }

  @Test
  void shouldSayTheFirstVerdictAtOnce() {
    assertThat(seeFor(1, BAD)).contains(BAD);
  }

  @Test
  void shouldNotTurnOnOneBadRun() {
    seeFor(300, GOOD);

    assertThat(seeFor(60, BAD)).contains(GOOD);
    assertThat(seeFor(60, GOOD)).contains(GOOD);
  }

  @Test
  void shouldTurnWhenAnotherRunConfirmsIt() {
    seeFor(300, GOOD);

    assertThat(seeFor(120, BAD)).contains(GOOD);
    assertThat(seeFor(1, BAD)).contains(BAD);
  }

  @Test
  void shouldTurnOnAPathThatIsBadEveryOtherTimeAndStayThere() {
    seeFor(300, GOOD);

    seeFor(60, BAD);
    seeFor(60, GOOD);
    assertThat(seeFor(2, BAD)).contains(BAD);
    seeFor(58, BAD);
    assertThat(seeFor(60, GOOD)).contains(BAD);
    assertThat(seeFor(60, BAD)).contains(BAD);
    assertThat(seeFor(60, GOOD)).contains(BAD);
  }

  @Test
  void shouldForgetABadRunThatStaysAlone() {
    seeFor(300, GOOD);

    for (int i = 0; i < 5; i++) {
      assertThat(seeFor(60, BAD)).contains(GOOD);
      assertThat(seeFor(300, GOOD)).contains(GOOD);
    }
  }

  @Test
  void shouldRecoverAfterTwoGoodRounds() {
    seeFor(1, BAD);

    assertThat(seeFor(120, GOOD)).contains(BAD);
    assertThat(seeFor(1, GOOD)).contains(GOOD);
  }

  @Test
  void shouldTurnAtOnceOnWrongBytesAndWhenItGrowsOld() {
    seeFor(1, GOOD);

    assertThat(seeFor(1, CORRUPT)).contains(CORRUPT);
    assertThat(seeFor(1, STALE)).contains(STALE);
    assertThat(seeFor(1, GOOD)).contains(GOOD);
  }

  @Test
  void shouldSayNothingUntilMeasuredOrMeasuringFails() {
    assertThat(seeFor(180, NOT_MEASURED)).isEmpty();
    assertThat(seeFor(1, NOT_MEASURED)).contains(NOT_MEASURED);
  }

  @Test
  void shouldConfirmAgainstWhatAnEarlierAgentSaid() {
    steady.startsFrom(ConditionStatus.TRUE);

    assertThat(seeFor(60, BAD)).isEmpty();
    assertThat(seeFor(1, GOOD)).contains(GOOD);
  }

  @Test
  void shouldNotWaitForDaysWhereTransfersAreRare() {
    SteadyCondition rare = new SteadyCondition(Duration.ofDays(1));
    rare.see(GOOD, now);

    rare.see(BAD, now.plusSeconds(1));
    assertThat(rare.see(BAD, now.plusSeconds(600))).contains(GOOD);
    assertThat(rare.see(BAD, now.plusSeconds(601))).contains(BAD);
  }
}
