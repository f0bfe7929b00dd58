package io.kvlane.core.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When rounds of transfers begin: the first at once, the others an interval apart with jitter, so
 * that nodes that started together drift apart.
 */
public final class RoundTimes {

  private static final double JITTER_RATIO = 0.2;

  private final Duration interval;
  private final RandomGenerator random;

  /**
   * Times for one agent.
   *
   * @param interval time between two rounds on average, above 0
   * @param random source of the jitter, seeded by the caller
   */
  public RoundTimes(Duration interval, RandomGenerator random) {
    this.interval = interval;
    this.random = random;
  }

  /**
   * The wait before a round.
   *
   * @param round number of the round, from 0
   * @param previousTook how long the round before it took
   * @return zero for the first round; else an interval, give or take a tenth, less what the
   *     previous round took, and never below zero
   */
  public Duration waitBefore(long round, Duration previousTook) {
    if (round == 0) {
      return Duration.ZERO;
    }
    double factor = 1 + JITTER_RATIO * (random.nextDouble() - 0.5);
    Duration wait = Duration.ofNanos((long) (interval.toNanos() * factor)).minus(previousTook);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
