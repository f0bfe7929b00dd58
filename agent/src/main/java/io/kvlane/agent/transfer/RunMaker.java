package io.kvlane.agent.transfer;

import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.state.LearningExpectation;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.schedule.PeerPlan;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.schedule.YieldPolicy;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Makes one run within the budget and under the node-wide lock, as soon as both allow it, and takes
 * note of what came of it. One thread.
 */
final class RunMaker {

  private static final Logger LOG = Logger.getLogger(RunMaker.class);

  private static final Duration LOCK_POLL = Duration.ofMillis(100);

  private final TransferRunner runner;
  private final EngineInspector inspector;
  private final LearningExpectation expectation;
  private final NodeState state;
  private final LiveTraffic live;
  private final LockedRuns runs;
  private final NodeBudget budget;
  private final Pulse pulse;
  private final Clock clock;

  RunMaker(
      TransferRunner runner,
      LiveTraffic live,
      EngineInspector inspector,
      LearningExpectation expectation,
      NodeState state,
      NodeLock lock,
      NodeBudget budget,
      RandomGenerator random,
      Pulse pulse,
      Clock clock) {
    this.runner = runner;
    this.inspector = inspector;
    this.expectation = expectation;
    this.state = state;
    this.live = live;
    this.runs = new LockedRuns(lock, LOCK_POLL, pulse::sleep, random, clock);
    this.budget = budget;
    this.pulse = pulse;
    this.clock = clock;
  }

  /** How long the budget keeps a run waiting, if as many bytes more are to be left. */
  Duration budgetWait(PlannedRun planned, long reservedBytes) {
    return budget.waitFor(
        runner.shape(planned).totalBytes() + PeerPlan.WARM_UP_BYTES + reservedBytes);
  }

  /**
   * Makes a run, and takes note of it.
   *
   * @param patience how long to wait for the budget, the lock and a busy peer, all together
   */
  TransferRecord make(PlannedRun planned, Duration patience)
      throws InterruptedException, IOException {
    TransferRecord run = attempt(planned, System.nanoTime() + patience.toNanos());
    note(run);
    return run;
  }

  private TransferRecord attempt(PlannedRun planned, long giveUpAtNanos)
      throws InterruptedException, IOException {
    Optional<TransferRecord> unwanted = unwanted(planned);
    if (unwanted.isPresent()) {
      return unwanted.get();
    }
    Engine engine = planned.key().engine();
    if (inspector.endsProcess(engine)) {
      return skipped(
          planned,
          SkipReason.BACKOFF,
          engine.label() + " ended the probe process that looked at it; it is looked at again");
    }
    Duration wait = budgetWait(planned, 0);
    if (wait.toNanos() > giveUpAtNanos - System.nanoTime() && wait.isPositive()) {
      return skipped(planned, SkipReason.BUDGET, "the byte budget is used up");
    }
    pulse.sleep(wait);
    return runs.make(planned.key(), () -> runOrYield(planned), giveUpAtNanos);
  }

  /** Why a run is not to be made, empty when it is. */
  private Optional<TransferRecord> unwanted(PlannedRun planned) {
    return state
        .transfers()
        .off()
        .map(off -> skipped(planned, SkipReason.TURNED_OFF, "transfers are " + off.text()));
  }

  /** With the lock held, so that no transfer of kvlane's own is taken for the workers' traffic. */
  private TransferRecord runOrYield(PlannedRun planned) throws InterruptedException {
    // They may have been turned off while the run waited.
    Optional<TransferRecord> unwanted = unwanted(planned);
    if (unwanted.isPresent()) {
      return unwanted.get();
    }
    return switch (live.decide(planned, clock.instant())) {
      case YieldPolicy.Decision.PutOff(TransferRecord skipped) -> skipped;
      case YieldPolicy.Decision.Make(PlannedRun run) -> {
        TransferRecord made = runner.run(run);
        if (made.skipReason().isEmpty()) {
          live.made(planned.key(), made.finishedAt());
        }
        yield made;
      }
    };
  }

  private TransferRecord skipped(PlannedRun planned, SkipReason reason, String detail) {
    return TransferRecord.skipped(planned.key(), clock.instant(), reason, detail);
  }

  /** Takes note of a run that was made or left out. */
  void note(TransferRecord run) {
    pulse.beat();
    state.spent(budget.spend(run.movedBytes()));
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
}
