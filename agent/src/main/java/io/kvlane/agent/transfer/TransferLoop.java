package io.kvlane.agent.transfer;

import io.kvlane.agent.node.FindingLog;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.state.LearningExpectation;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.schedule.RoundTimes;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferRecord;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Round after round: look at the engines, make each planned run within the budget and under the
 * node-wide lock, and take note of it. Whatever goes wrong in a run, the next one is made. Ends
 * when its thread is interrupted.
 */
final class TransferLoop implements Runnable {

  private static final Logger LOG = Logger.getLogger(TransferLoop.class);

  /** Longest sleep in one piece, so that the pulse shows a living loop. */
  private static final Duration TURN = Duration.ofSeconds(1);

  private static final Duration LOCK_POLL = Duration.ofMillis(100);

  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Longest wait before a busy peer is asked again. */
  private static final Duration BUSY_POLL = Duration.ofMillis(500);

  /** Most bytes that a warm-up adds to a run: two little transfers. */
  private static final long WARM_UP_BYTES = 4L << 20;

  private final Supplier<List<PlannedRun>> plan;
  private final TransferRunner runner;
  private final EngineInspector inspector;
  private final VerbsInspector verbs;
  private final LearningExpectation expectation;
  private final NodeState state;
  private final NodeLock lock;
  private final RoundTimes times;
  private final RandomGenerator random;
  private final Duration patience;
  private final Pulse pulse;
  private final Clock clock;
  private final FindingLog findings = new FindingLog();
  private ByteBudget budget;

  TransferLoop(
      Supplier<List<PlannedRun>> plan,
      TransferRunner runner,
      EngineInspector inspector,
      VerbsInspector verbs,
      LearningExpectation expectation,
      NodeState state,
      NodeLock lock,
      RoundTimes times,
      ByteBudget budget,
      RandomGenerator random,
      Duration patience,
      Pulse pulse,
      Clock clock) {
    this.plan = plan;
    this.runner = runner;
    this.inspector = inspector;
    this.verbs = verbs;
    this.expectation = expectation;
    this.state = state;
    this.lock = lock;
    this.times = times;
    this.budget = budget;
    this.random = random;
    this.patience = patience;
    this.pulse = pulse;
    this.clock = clock;
  }

  @Override
  public void run() {
    Duration took = Duration.ZERO;
    try {
      for (long round = 0; !Thread.currentThread().isInterrupted(); round++) {
        sleep(times.waitBefore(round, took));
        long start = System.nanoTime();
        round(_ -> {});
        unlessItFails("the log of findings", () -> findings.update(state.snapshot().findings()));
        took = Duration.ofNanos(System.nanoTime() - start);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * One round.
   *
   * @param ran told of each run
   */
  void round(Consumer<TransferRecord> ran) throws InterruptedException {
    unlessItFails("the look at the engines", this::inspect);
    for (PlannedRun planned : plan.get()) {
      unlessItFails(
          planned.key().text(),
          () -> {
            TransferRecord run = run(planned);
            note(run);
            ran.accept(run);
          });
      // So that others get the lock, too.
      sleep(PAUSE);
    }
    // After the runs: if libibverbs ends the process, they have been made.
    unlessItFails("the look at libibverbs", () -> verbs.inspect().ifPresent(state::inspected));
  }

  private void inspect() throws InterruptedException {
    expectation.refresh(clock.instant());
    state.expects(expectation.current(), expectation.problem());
    state.inspected(inspector.inspect());
  }

  /** A step that may fail without taking the next one with it. */
  private interface Step {
    void take() throws InterruptedException, IOException;
  }

  private static void unlessItFails(String what, Step step) throws InterruptedException {
    try {
      step.take();
    } catch (RuntimeException | IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("the agent is ending");
      }
      LOG.errorf(e, "%s failed; the round goes on", what);
    }
  }

  private TransferRecord run(PlannedRun planned) throws InterruptedException, IOException {
    Engine engine = planned.key().engine();
    if (inspector.endsProcess(engine)) {
      return TransferRecord.skipped(
          planned.key(),
          clock.instant(),
          SkipReason.BACKOFF,
          engine.label() + " ended the probe process that looked at it; it is looked at again");
    }
    sleep(budget.waitFor(runner.shape(planned).totalBytes() + WARM_UP_BYTES, System.nanoTime()));
    long giveUpAt = System.nanoTime() + patience.toNanos();
    TransferRecord run = runLocked(planned);
    // Two nodes that ask each other at the same moment are both busy: each waits for another while.
    while (isBusy(run) && System.nanoTime() - giveUpAt < 0) {
      sleep(Duration.ofMillis(random.nextLong(BUSY_POLL.toMillis()) + 1));
      run = runLocked(planned);
    }
    return run;
  }

  private static boolean isBusy(TransferRecord run) {
    return run.skipReason().filter(reason -> reason == SkipReason.BUSY).isPresent();
  }

  private TransferRecord runLocked(PlannedRun planned) throws InterruptedException, IOException {
    Optional<FileLock> held = acquireLock();
    if (held.isEmpty()) {
      return TransferRecord.skipped(
          planned.key(),
          clock.instant(),
          SkipReason.LOCKED,
          "another kvlane process on this node, or another node, is transferring");
    }
    try {
      return runner.run(planned);
    } finally {
      held.get().release();
    }
  }

  private Optional<FileLock> acquireLock() throws IOException, InterruptedException {
    long giveUpAt = System.nanoTime() + patience.toNanos();
    Optional<FileLock> held = lock.tryAcquire();
    while (held.isEmpty() && System.nanoTime() - giveUpAt < 0) {
      sleep(LOCK_POLL);
      held = lock.tryAcquire();
    }
    return held;
  }

  private void note(TransferRecord run) {
    pulse.beat();
    budget = budget.spend(run.movedBytes(), System.nanoTime());
    state.spent(budget);
    if (run.key().intent() == Intent.DEFAULT) {
      run.verdict().map(PathVerdict::pathClass).ifPresent(this::learn);
    }
    state.ran(run);
    LOG.debugf("%s: %s %s", run.key().text(), run.result().label(), run.detail());
  }

  private void learn(PathClass shown) {
    expectation.learn(shown, clock.instant());
    state.expects(expectation.current(), expectation.problem());
  }

  private void sleep(Duration time) throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    while (left > 0) {
      pulse.beat();
      Thread.sleep(Duration.ofNanos(Math.min(left, TURN.toNanos())));
      left = until - System.nanoTime();
    }
    pulse.beat();
  }
}
