package io.kvlane.core.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Runs move a gigabyte, so that their bandwidth is one over their seconds. */
class PairTrendTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final long GIGABYTE = 1_000_000_000L;

  private static PairTrend first(double gigabytesPerSecond) {
    return PairTrend.startingWith(GIGABYTE, nanos(gigabytesPerSecond), START);
  }

  private static PairTrend after(PairTrend trend, double... gigabytesPerSecond) {
    PairTrend next = trend;
    for (double each : gigabytesPerSecond) {
      next = next.after(GIGABYTE, nanos(each), next.at().plusSeconds(60));
    }
    return next;
  }

  private static long nanos(double gigabytesPerSecond) {
    return (long) (1e9 / gigabytesPerSecond);
  }

  @Test
  void shouldStartWithTheFirstRunAndNoBaseline() {
    PairTrend trend = first(10);

    assertThat(trend.lastBytesPerSecond()).isEqualTo(10e9);
    assertThat(trend.smoothedBytesPerSecond()).isEqualTo(10e9);
    assertThat(trend.baselineBytesPerSecond()).isEmpty();
    assertThat(trend.baselineRatio()).isEmpty();
    assertThat(trend.runs()).isEqualTo(1);
    assertThat(trend.previousAt()).isEmpty();
  }

  @Test
  void shouldLetTheLatestRunWeighThreeTenths() {
    PairTrend trend = after(first(10), 20);

    assertThat(trend.lastBytesPerSecond()).isEqualTo(20e9);
    assertThat(trend.smoothedBytesPerSecond()).isCloseTo(13e9, within(1e3));
    assertThat(trend.previousAt()).contains(START);
  }

  @Test
  void shouldTakeTheMeanOfTheFirstFiveRunsAsBaseline() {
    assertThat(after(first(8), 9, 10, 11).baselineBytesPerSecond()).isEmpty();
    assertThat(after(first(8), 9, 10, 11, 12).baselineBytesPerSecond().orElseThrow())
        .isCloseTo(10e9, within(1e3));
  }

  @Test
  void shouldLetBetterRunsRaiseTheBaselineSlowly() {
    PairTrend trend = after(first(10), 10, 10, 10, 10, 20);

    assertThat(trend.baselineBytesPerSecond().orElseThrow()).isCloseTo(10.2e9, within(1e3));
  }

  @Test
  void shouldFreezeTheBaselineWhileThePairIsDegraded() {
    PairTrend trend = after(first(10), 10, 10, 10, 10);
    for (int i = 0; i < 1000; i++) {
      trend = after(trend, 5.9);
    }

    assertThat(trend.baselineBytesPerSecond().orElseThrow()).isCloseTo(10e9, within(1e3));
    assertThat(trend.baselineRatio().orElseThrow()).isCloseTo(0.59, within(1e-6));
  }

  @Test
  void shouldSmoothAnewAfterADayWithoutARun() {
    PairTrend trend = first(10);
    PairTrend later = trend.after(GIGABYTE, nanos(2), START.plus(Duration.ofDays(1)).plusMillis(1));

    assertThat(later.smoothedBytesPerSecond()).isEqualTo(2e9);
    assertThat(later.runs()).isEqualTo(2);
  }

  @Test
  void shouldNotCompareAShortRunBesideLiveTraffic() {
    PairTrend trend = first(10);

    assertThat(trend.after(GIGABYTE / 64, nanos(1) / 64, START.plusSeconds(60))).isEqualTo(trend);
  }

  @Test
  void shouldCompareARunThatWasCutShortBecauseItIsSlow() {
    PairTrend trend = first(10);

    assertThat(trend.after(GIGABYTE / 4, nanos(10), START.plusSeconds(60)).lastBytesPerSecond())
        .isEqualTo(2.5e9);
  }

  @Test
  void shouldCompareWithTheLargestRun() {
    PairTrend small = PairTrend.startingWith(GIGABYTE / 64, nanos(1) / 64, START);

    assertThat(after(small, 10).mostBytes()).isEqualTo(GIGABYTE);
    assertThat(after(small, 10).after(GIGABYTE / 64, nanos(1) / 64, START.plusSeconds(120)).runs())
        .isEqualTo(2);
  }
}
