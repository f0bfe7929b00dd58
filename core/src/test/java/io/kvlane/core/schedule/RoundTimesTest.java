package io.kvlane.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RoundTimesTest {

  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int ROUNDS = 10_000;

  private final RoundTimes times = new RoundTimes(INTERVAL, seeded(1));

  @Test
  void shouldBeginTheFirstRoundAtOnce() {
    assertThat(times.waitBefore(0, Duration.ZERO)).isEqualTo(Duration.ZERO);
  }

  @Test
  void shouldBeAnIntervalApartOnAverageGiveOrTakeATenth() {
    LongSummaryStatistics nanos =
        LongStream.rangeClosed(1, ROUNDS)
            .map(round -> times.waitBefore(round, Duration.ZERO).toNanos())
            .summaryStatistics();

    assertThat(Duration.ofNanos(nanos.getMin()))
        .isBetween(Duration.ofSeconds(54), Duration.ofMillis(54_050));
    assertThat(Duration.ofNanos(nanos.getMax()))
        .isBetween(Duration.ofMillis(65_950), Duration.ofSeconds(66));
    assertThat(nanos.getAverage() / 1e9).isBetween(59.9, 60.1);
  }

  @Test
  void shouldCountInWhatThePreviousRoundTook() {
    Duration quick = new RoundTimes(INTERVAL, seeded(5)).waitBefore(1, Duration.ZERO);
    Duration slow = new RoundTimes(INTERVAL, seeded(5)).waitBefore(1, Duration.ofSeconds(20));

    assertThat(quick.minus(slow)).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void shouldNotWaitAfterARoundThatTookLongerThanTheInterval() {
    assertThat(times.waitBefore(1, Duration.ofMinutes(5))).isEqualTo(Duration.ZERO);
  }

  @Test
  void shouldLetNodesThatStartedTogetherDriftApart() {
    Duration one = new RoundTimes(INTERVAL, seeded(1)).waitBefore(1, Duration.ZERO);
    Duration other = new RoundTimes(INTERVAL, seeded(2)).waitBefore(1, Duration.ZERO);

    assertThat(one).isNotEqualTo(other);
  }

  private static RandomGenerator seeded(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
