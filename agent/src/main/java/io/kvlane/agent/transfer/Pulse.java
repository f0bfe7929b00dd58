package io.kvlane.agent.transfer;

import java.time.Duration;

/** When a loop was last seen turning. Safe for every thread. */
public final class Pulse {

  /** Longest sleep in one piece, so that the pulse shows a living loop. */
  private static final Duration TURN = Duration.ofSeconds(1);

  private volatile long beatNanos = System.nanoTime();

  /** The loop turns. */
  public void beat() {
    beatNanos = System.nanoTime();
  }

  /** Time since the loop was last seen turning. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - beatNanos);
  }

  /** Lets the calling loop sleep without being taken for dead. */
  void sleep(Duration time) throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    while (left > 0) {
      beat();
      Thread.sleep(Duration.ofNanos(Math.min(left, TURN.toNanos())));
      left = until - System.nanoTime();
    }
    beat();
  }
}
