package io.kvlane.probes.main;

import java.util.concurrent.locks.LockSupport;

/**
 * How a thread waits that must answer fast while bytes move and must not burn a core while none do:
 * it spins, then yields, then sleeps for a little.
 */
final class IdleWait {

  private static final int SPINS = 200;
  private static final int YIELDS = 5_000;
  private static final long SLEEP_NANOS = 100_000;

  private int rounds;

  void reset() {
    rounds = 0;
  }

  /**
   * On a busy machine the other end needs the core more than this thread does, hence the yields.
   */
  @SuppressWarnings("ThreadPriorityCheck")
  void pause() {
    rounds = Math.min(rounds + 1, YIELDS);
    if (rounds < SPINS) {
      Thread.onSpinWait();
    } else if (rounds < YIELDS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(SLEEP_NANOS);
    }
  }
}
