package io.kvlane.simulation.cluster;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Times that are all equally likely.
 *
 * @param least shortest
 * @param most longest, not shorter than the shortest
 */
public record Spread(Duration least, Duration most) {

  /** From so many milliseconds to so many. */
  public static Spread ofMillis(long least, long most) {
    return new Spread(Duration.ofMillis(least), Duration.ofMillis(most));
  }

  /** One of the times, in nanoseconds. */
  public long drawNanos(RandomGenerator random) {
    return random.nextLong(least.toNanos(), most.toNanos() + 1);
  }

  /** For a table. */
  public String text() {
    return least.toMillis() / 1e3 + "–" + most.toMillis() / 1e3 + " s";
  }
}
