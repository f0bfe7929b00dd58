package io.kvlane.agent.transfer;

import java.time.Duration;

/** When a loop was last seen turning. Safe for every thread. */
public final class Pulse {

  private volatile long beatNanos = System.nanoTime();

  /** The loop turns. */
  public void beat() {
    beatNanos = System.nanoTime();
  }

  /** Time since the loop was last seen turning. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - beatNanos);
  }
}
