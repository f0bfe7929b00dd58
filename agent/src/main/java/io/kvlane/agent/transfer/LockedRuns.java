package io.kvlane.agent.transfer;

import io.kvlane.agent.state.NodeLock;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes runs under the node-wide lock, and tries again while one of the two nodes is in another
 * transfer. One thread.
 */
final class LockedRuns {

  /** Longest wait before a busy peer is asked again. */
  private static final Duration BUSY_POLL = Duration.ofMillis(500);

  private final NodeLock lock;
  private final Duration lockPoll;
  private final Pause pause;
  private final RandomGenerator random;
  private final Clock clock;

  /** Makes one run; asked with the lock held. */
  interface Attempt {
    TransferRecord make() throws InterruptedException;
  }

  /**
   * Runs of one process.
   *
   * @param lockPoll how often to look whether the lock is free
   */
  LockedRuns(NodeLock lock, Duration lockPoll, Pause pause, RandomGenerator random, Clock clock) {
    this.lock = lock;
    this.lockPoll = lockPoll;
    this.pause = pause;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Makes a run. It is tried at least once.
   *
   * @param giveUpAtNanos until when to wait for both nodes to be free, in nanoseconds of the
   *     system's timer
   * @throws IOException when the lock's file fails
   */
  TransferRecord make(TransferKey key, Attempt attempt, long giveUpAtNanos)
      throws InterruptedException, IOException {
    TransferRecord run = locked(key, attempt, giveUpAtNanos);
    // Two nodes that ask each other at the same moment are both busy: each waits for another while.
    while (isBusy(run) && System.nanoTime() - giveUpAtNanos < 0) {
      pause.sleep(Duration.ofMillis(random.nextLong(BUSY_POLL.toMillis()) + 1));
      run = locked(key, attempt, giveUpAtNanos);
    }
    return run;
  }

  private static boolean isBusy(TransferRecord run) {
    return run.skipReason().filter(reason -> reason == SkipReason.BUSY).isPresent();
  }

  private TransferRecord locked(TransferKey key, Attempt attempt, long giveUpAtNanos)
      throws InterruptedException, IOException {
    Optional<FileLock> held = acquire(giveUpAtNanos);
    if (held.isEmpty()) {
      return TransferRecord.skipped(
          key,
          clock.instant(),
          SkipReason.LOCKED,
          "another kvlane process on this node, or another node, is transferring");
    }
    try {
      return attempt.make();
    } finally {
      held.get().release();
    }
  }

  private Optional<FileLock> acquire(long giveUpAtNanos) throws IOException, InterruptedException {
    Optional<FileLock> held = lock.tryAcquire();
    while (held.isEmpty() && System.nanoTime() - giveUpAtNanos < 0) {
      pause.sleep(lockPoll);
      held = lock.tryAcquire();
    }
    return held;
  }
}
