package io.kvlane.agent.ondemand;

import io.kvlane.agent.check.Progress;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.state.ExpectationStore;
import io.kvlane.agent.state.LearningExpectation;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.agent.transfer.OnDemand;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.probes.host.HostRoot;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Transfers with another node once, and has the rules judge what came of it. What this node expects
 * is read; nothing is learned from the runs.
 *
 * @param settings the configuration, for that other node
 * @param state the state directory
 * @param transfers makes the runs
 */
public record PeerTransfer(
    Settings settings, StateDirectory state, OnDemand transfers, BuildInfo build, Clock clock) {

  private static final Duration BUDGET_WINDOW = Duration.ofMinutes(1);

  /**
   * Makes runs until they are all made, or the other node cannot be reached.
   *
   * @param plan the runs, in the order in which to make them; at least one
   * @param patience how long all of them together wait for the nodes to be free
   * @return what the runs show, with findings
   * @throws IOException when the file of the node-wide lock fails
   */
  public NodeSnapshot make(List<PlannedRun> plan, Duration patience, Progress progress)
      throws InterruptedException, IOException {
    NodeState node = expecting();
    transfers.warmUp(plan.getFirst());
    long giveUpAt = System.nanoTime() + patience.toNanos();
    for (PlannedRun planned : plan) {
      long leftNanos = Math.max(0, giveUpAt - System.nanoTime());
      TransferRecord run = transfers.run(planned, Duration.ofNanos(leftNanos));
      node.ran(run);
      progress.ran(run);
      if (run.result() == TransferResult.UNREACHABLE) {
        break;
      }
    }
    return node.snapshot();
  }

  private NodeState expecting() {
    NodeState node =
        new NodeState(
            settings,
            build,
            ByteBudget.full(settings.budgetBytesPerSecond(), BUDGET_WINDOW, System.nanoTime()),
            List.of(),
            clock);
    LearningExpectation expectation =
        new LearningExpectation(
            settings.expectedPath(),
            new ExpectationStore(state, new HostRoot(settings.hostRoot()).machineId()));
    expectation.refresh(clock.instant());
    node.expects(expectation.current(), expectation.problem());
    return node;
  }
}
