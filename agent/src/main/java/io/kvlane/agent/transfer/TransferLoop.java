package io.kvlane.agent.transfer;

import io.kvlane.agent.node.FindingLog;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.state.LearningExpectation;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.schedule.RoundTimes;
import io.kvlane.core.transfer.TransferRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Round after round of transfers inside the node: look at the engines, make each planned run, take
 * note of it. Meetings with other nodes come first: whenever it is time for one, it is held before
 * the next run. Whatever goes wrong in a run, the next one is made. Ends when its thread is
 * interrupted.
 */
final class TransferLoop implements Runnable {

  private static final Logger LOG = Logger.getLogger(TransferLoop.class);

  /** How often it is looked whether it is time for a meeting. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Supplier<List<PlannedRun>> plan;
  private final RunMaker maker;
  private final MeetingTurn meetings;
  private final EngineInspector inspector;
  private final VerbsInspector verbs;
  private final LearningExpectation expectation;
  private final NodeState state;
  private final RoundTimes times;
  private final Duration patience;
  private final Pulse pulse;
  private final Clock clock;
  private final FindingLog findings = new FindingLog();

  /**
   * A loop that does not turn yet.
   *
   * @param patience how long a run waits for the lock
   */
  TransferLoop(
      Supplier<List<PlannedRun>> plan,
      RunMaker maker,
      MeetingTurn meetings,
      EngineInspector inspector,
      VerbsInspector verbs,
      LearningExpectation expectation,
      NodeState state,
      RoundTimes times,
      Duration patience,
      Pulse pulse,
      Clock clock) {
    this.plan = plan;
    this.maker = maker;
    this.meetings = meetings;
    this.inspector = inspector;
    this.verbs = verbs;
    this.expectation = expectation;
    this.state = state;
    this.times = times;
    this.patience = patience;
    this.pulse = pulse;
    this.clock = clock;
  }

  @Override
  public void run() {
    Duration took = Duration.ZERO;
    try {
      while (!state.transfers().isSettled()) {
        pulse.sleep(LOOK);
      }
      for (long round = 0; !Thread.currentThread().isInterrupted(); round++) {
        idle(times.waitBefore(round, took));
        long start = System.nanoTime();
        round(plan.get(), _ -> {});
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
   * @param runs the runs inside the node
   * @param ran told of each run inside the node
   */
  void round(List<PlannedRun> runs, Consumer<TransferRecord> ran) throws InterruptedException {
    unlessItFails("the look at the engines", this::inspect);
    for (PlannedRun planned : runs) {
      awaitBudget(planned);
      unlessItFails(planned.key().text(), () -> ran.accept(maker.make(planned, patience)));
      // So that others get the lock, too.
      pulse.sleep(PAUSE);
    }
    // After the runs: if libibverbs ends the process, they have been made.
    unlessItFails("the look at libibverbs", () -> verbs.inspect().ifPresent(state::inspected));
  }

  private void inspect() throws InterruptedException {
    expectation.refresh(clock.instant());
    state.expects(expectation.current(), expectation.problem());
    state.inspected(inspector.inspect());
  }

  /** Waits until a run and the next meeting are both affordable. */
  private void awaitBudget(PlannedRun planned) throws InterruptedException {
    meet();
    Duration wait = maker.budgetWait(planned, meetings.reservedBytes());
    while (wait.isPositive()) {
      idle(wait);
      wait = maker.budgetWait(planned, meetings.reservedBytes());
    }
  }

  /** Waits, and meets whom there is to meet meanwhile. */
  private void idle(Duration time) throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    while (left > 0) {
      meet();
      pulse.sleep(Duration.ofNanos(Math.clamp(until - System.nanoTime(), 0, LOOK.toNanos())));
      left = until - System.nanoTime();
    }
  }

  private void meet() throws InterruptedException {
    unlessItFails("a meeting with another node", meetings::take);
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
}
