package io.kvlane.agent.transfer;

import io.kvlane.agent.config.Settings;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.process.ProbeLaunch;
import io.kvlane.probes.process.ProbeSlot;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs with other nodes that somebody asks for, one at a time: a probe process of their own, the
 * node-wide lock, and the limits of every run. They are not charged to the agent's budget. One
 * thread, but {@link #close} may be called by any.
 */
public final class OnDemand implements AutoCloseable {

  private static final Duration WATCH_EVERY = Duration.ofMillis(500);

  /** Short, since the agent of this node leaves the lock free for moments only. */
  private static final Duration LOCK_POLL = Duration.ofMillis(5);

  private static final Duration RUN_ENDS_WITHIN = Duration.ofSeconds(5);

  private final ProbeSlot initiator;
  private final ServingEnds peers;
  private final TransferRunner runner;
  private final LockedRuns runs;
  private final ScheduledExecutorService watchdog;
  private final ReentrantLock running = new ReentrantLock();
  private volatile @Nullable Thread runsIn;
  private volatile boolean closed;

  /**
   * Ready to run; no process is started before the first run.
   *
   * @param peers serving ends on the other nodes
   */
  public OnDemand(
      Settings settings, ProbeLaunch launch, NodeLock lock, ServingEnds peers, Clock clock) {
    this.initiator = new ProbeSlot("initiator", launch, settings.startDeadline(), clock);
    this.peers = peers;
    RandomGenerator random = new SecureRandom();
    this.runs = new LockedRuns(lock, LOCK_POLL, Thread::sleep, random, clock);
    this.runner =
        new TransferRunner(
            initiator,
            peers, // For runs inside the node, of which there are none.
            peers,
            UcxIntents.of(settings.ucxEnvironment()),
            new CounterWatch(new HostRoot(settings.hostRoot())),
            RunGpus.none(clock),
            new TransferRunner.RunLimits(
                settings.maxBytes(), settings.maxDuration(), settings.deadline()),
            clock,
            random);
    this.watchdog =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kvlane-watchdog").factory());
    var _ =
        watchdog.scheduleWithFixedDelay(
            initiator::watch,
            WATCH_EVERY.toMillis(),
            WATCH_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Connects to the other node of a run once and hangs up. The first connection of a JVM takes much
   * longer than any other, and must not be taken for a node that does not answer.
   */
  public void warmUp(PlannedRun planned) throws InterruptedException {
    var _ = peers.answers(planned.key());
  }

  /**
   * Makes a run. It is tried at least once, and again while one of the nodes is in another
   * transfer.
   *
   * @param patience how long to wait for both nodes to be free
   * @throws InterruptedException when the thread was interrupted, or this was closed meanwhile
   * @throws IOException when the lock's file fails
   */
  public TransferRecord run(PlannedRun planned, Duration patience)
      throws InterruptedException, IOException {
    return runs.make(
        planned.key(), () -> runUnlessClosed(planned), System.nanoTime() + patience.toNanos());
  }

  private TransferRecord runUnlessClosed(PlannedRun planned) throws InterruptedException {
    running.lock();
    try {
      runsIn = Thread.currentThread();
      requireOpen();
      TransferRecord run = runner.run(planned);
      requireOpen();
      return run;
    } catch (IllegalStateException e) {
      requireOpen();
      throw e;
    } finally {
      runsIn = null;
      running.unlock();
    }
  }

  private void requireOpen() throws InterruptedException {
    if (closed) {
      throw new InterruptedException("closed");
    }
  }

  /**
   * Ends the probe process, and lets a run that is under way put away what it had begun: the
   * directories of a process that is just being started are its own to remove.
   */
  @Override
  public void close() {
    closed = true;
    watchdog.shutdownNow();
    Thread run = runsIn;
    if (run != null && !run.equals(Thread.currentThread())) {
      run.interrupt();
    }
    initiator.close();
    try {
      if (running.tryLock(RUN_ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        running.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
