package io.kvlane.probes.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what will come true. The limit is there for failures only; no test is about time. */
public final class Await {

  /** Far longer than anything takes, also on a machine whose cores are all busy. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(5);

  private Await() {}

  /** Waits until a condition holds; fails with its description when it does not come to hold. */
  public static void until(String description, Callable<Boolean> condition) throws Exception {
    long giveUpAt = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - giveUpAt >= 0) {
        throw new AssertionError(
            "did not happen within " + LIMIT.toSeconds() + " s: " + description);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
