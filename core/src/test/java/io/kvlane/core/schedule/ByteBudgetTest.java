package io.kvlane.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteBudgetTest {

  private static final long RATE = 1000;
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final long CAPACITY = 10_000;
  private static final long SECOND = 1_000_000_000;

  /** A monotonic clock starts anywhere, below zero too. */
  private static final long START = -3 * SECOND;

  private final ByteBudget full = ByteBudget.full(RATE, WINDOW, START);

  @Test
  void shouldLetAWindowOfBytesGoAtOnceWhenUnused() {
    assertThat(full.bytesPerSecond()).isEqualTo(RATE);
    assertThat(full.waitFor(CAPACITY, START)).isEqualTo(Duration.ZERO);
    assertThat(full.usedRatio(START)).isZero();
  }

  @Test
  void shouldWaitUntilTheMissingBytesAreEarned() {
    ByteBudget spent = full.spend(CAPACITY, START);

    assertThat(spent.waitFor(1, START)).isEqualTo(Duration.ofMillis(1));
    assertThat(spent.waitFor(2000, START)).isEqualTo(Duration.ofSeconds(2));
    assertThat(spent.waitFor(2000, START + SECOND)).isEqualTo(Duration.ofSeconds(1));
    assertThat(spent.waitFor(2000, START + 2 * SECOND)).isEqualTo(Duration.ZERO);
  }

  @Test
  void shouldNeverSaveUpMoreThanAWindow() {
    ByteBudget rested = full.spend(0, START + 100 * SECOND).spend(CAPACITY, START + 200 * SECOND);

    assertThat(rested.waitFor(1, START + 200 * SECOND)).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void shouldMakeARunLargerThanTheWindowWaitForAFullBucketOnly() {
    assertThat(full.waitFor(5 * CAPACITY, START)).isEqualTo(Duration.ZERO);
    assertThat(full.spend(4000, START).waitFor(5 * CAPACITY, START))
        .isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void shouldPayBackWhatWasOverdrawn() {
    ByteBudget overdrawn = full.spend(CAPACITY + 5000, START);

    assertThat(overdrawn.usedRatio(START)).isCloseTo(1.5, within(1e-9));
    assertThat(overdrawn.waitFor(1000, START)).isEqualTo(Duration.ofSeconds(6));
    assertThat(overdrawn.usedRatio(START + 5 * SECOND)).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0, 1.0", "3, 0.7", "10, 0.0", "1000, 0.0"})
  void shouldBeUsedLessAsTimeGoesBy(long secondsLater, double used) {
    assertThat(full.spend(CAPACITY, START).usedRatio(START + secondsLater * SECOND))
        .isCloseTo(used, within(1e-9));
  }

  @Test
  void shouldNotLoseBytesWhenTheClockIsReadOutOfOrder() {
    ByteBudget spent = full.spend(4000, START);

    assertThat(spent.usedRatio(START - SECOND)).isCloseTo(0.4, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(longs = {700, 9000, 64 * CAPACITY})
  void shouldNeverExceedTheRateInTheLongRun(long largestRun) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(largestRun);
    ByteBudget budget = full;
    long now = START;
    long moved = 0;
    for (int run = 0; run < 20_000; run++) {
      long wanted = random.nextLong(1, largestRun);
      now += budget.waitFor(wanted, now).toNanos();
      budget = budget.spend(wanted, now);
      moved += wanted;
      double earned = CAPACITY + (now - START) / 1e9 * RATE;
      // A run larger than the window is the one thing that may go ahead of the rate, once.
      assertThat((double) moved).isLessThanOrEqualTo(earned + Math.max(0, wanted - CAPACITY) + 1);
    }
    // Nor does it waste what it may use: whoever always wants more gets the whole rate.
    assertThat(moved / ((now - START) / 1e9)).isCloseTo(RATE, within(0.02 * RATE));
  }

  @Test
  void shouldRefuseABudgetWithoutRateOrWindow() {
    for (Runnable broken :
        new Runnable[] {
          () -> ByteBudget.full(0, WINDOW, START),
          () -> ByteBudget.full(RATE, Duration.ZERO, START),
          () -> ByteBudget.full(RATE, Duration.ofSeconds(-1), START)
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(broken::run)
          .withMessage("a budget needs a rate and a window above 0");
    }
  }

  @Test
  void shouldAcceptTheSmallestRate() {
    assertThat(ByteBudget.full(1, Duration.ofNanos(1), 0).bytesPerSecond()).isEqualTo(1);
  }
}
