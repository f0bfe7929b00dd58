package io.kvlane.core.schedule;

import java.time.Duration;

/**
 * How long to wait before starting something again that keeps failing: at once after the first
 * failure, then one second, doubling up to a minute.
 */
public final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 6;

  private Backoff() {}

  /**
   * The wait after a number of failures without a success in between.
   *
   * @param failures at least 0
   */
  public static Duration after(int failures) {
    if (failures <= 1) {
      return Duration.ZERO;
    }
    Duration wait = FIRST.multipliedBy(1L << Math.min(failures - 2, MOST_DOUBLINGS));
    return wait.compareTo(MOST) > 0 ? MOST : wait;
  }
}
