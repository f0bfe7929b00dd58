package io.kvlane.agent.node;

import io.kvlane.agent.config.Settings;
import io.kvlane.core.finding.rules.Rules;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ServedRun;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.rdma.CounterWindow;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.core.snapshot.BudgetReport;
import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.core.snapshot.ControlReport;
import io.kvlane.core.snapshot.EngineReport;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.PeerInventory;
import io.kvlane.core.snapshot.ProcessReport;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.snapshot.VerbsView;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What is known of the node, as one immutable value that is replaced as a whole. Every question is
 * answered with a snapshot of that moment, so nothing old passes for new. Safe for every thread.
 */
public final class NodeState {

  private final Settings settings;
  private final BuildInfo build;
  private final List<Supplier<ProcessReport>> processes;
  private final Clock clock;
  private final AtomicReference<Known> known;
  private volatile Supplier<Optional<ControlReport>> control = Optional::empty;

  private record Known(
      Map<TransferKey, TransferHistory> transfers,
      List<EngineReport> engines,
      RdmaInventory rdma,
      NodeInspection inspection,
      PeerInventory peers,
      Optional<Expectation> expectation,
      Optional<String> expectationProblem,
      Optional<String> deviceProblem,
      ByteBudget budget) {

    Known with(Map<TransferKey, TransferHistory> transfersNow) {
      return new Known(
          transfersNow,
          engines,
          rdma,
          inspection,
          peers,
          expectation,
          expectationProblem,
          deviceProblem,
          budget);
    }

    Known with(List<EngineReport> enginesNow) {
      return new Known(
          transfers,
          enginesNow,
          rdma,
          inspection,
          peers,
          expectation,
          expectationProblem,
          deviceProblem,
          budget);
    }

    Known with(RdmaInventory rdmaNow, Optional<String> problem) {
      return new Known(
          transfers,
          engines,
          rdmaNow,
          inspection,
          peers,
          expectation,
          expectationProblem,
          problem,
          budget);
    }

    Known with(Optional<Expectation> expectationNow, Optional<String> problem) {
      return new Known(
          transfers,
          engines,
          rdma,
          inspection,
          peers,
          expectationNow,
          problem,
          deviceProblem,
          budget);
    }

    Known with(NodeInspection inspectionNow) {
      return new Known(
          transfers,
          engines,
          rdma,
          inspectionNow,
          peers,
          expectation,
          expectationProblem,
          deviceProblem,
          budget);
    }

    Known with(PeerInventory peersNow) {
      return new Known(
          transfers,
          engines,
          rdma,
          inspection,
          peersNow,
          expectation,
          expectationProblem,
          deviceProblem,
          budget);
    }

    Known with(ByteBudget budgetNow) {
      return new Known(
          transfers,
          engines,
          rdma,
          inspection,
          peers,
          expectation,
          expectationProblem,
          deviceProblem,
          budgetNow);
    }
  }

  /**
   * The state of a node of which nothing is known yet.
   *
   * @param processes where to ask for the state of each probe process
   */
  public NodeState(
      Settings settings,
      BuildInfo build,
      ByteBudget budget,
      List<Supplier<ProcessReport>> processes,
      Clock clock) {
    this.settings = settings;
    this.build = build;
    this.processes = List.copyOf(processes);
    this.clock = clock;
    this.known =
        new AtomicReference<>(
            new Known(
                Map.of(),
                List.of(),
                RdmaInventory.NONE,
                NodeInspection.NONE,
                PeerInventory.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                budget));
  }

  /** Takes note of a run. */
  public void ran(TransferRecord run) {
    update(now -> {
      Map<TransferKey, TransferHistory> transfers = new LinkedHashMap<>(now.transfers());
      transfers.compute(
          run.key(),
          (key, history) ->
              history == null ? TransferHistory.startingWith(run) : history.plus(run));
      return now.with(transfers);
    });
  }

  /** Takes note of the engines there are. */
  public void inspected(List<EngineReport> engines) {
    update(now -> now.with(List.copyOf(engines)));
  }

  /** Takes note of a look at the RDMA devices in sysfs, and of trouble with remembering them. */
  public void polled(
      Look<List<RdmaDevice>> sysfs,
      Instant countersAt,
      KnownDevices devices,
      Optional<CounterWindow> window,
      Optional<String> stateProblem) {
    update(now ->
        now.with(
                new RdmaInventory(
                    Optional.of(sysfs),
                    Optional.of(countersAt),
                    now.rdma().verbs(),
                    devices,
                    window,
                    settings.expectedRdmaDevices()),
                stateProblem)
            .with(ForcedRuns.onDevices(now.transfers(), sysfs.result())));
  }

  /** Takes note of what a probe process sees of RDMA. */
  public void inspected(VerbsView view) {
    update(now -> now.with(now.rdma().with(view), now.deviceProblem()));
  }

  /** Takes note of another look at the machine. */
  public void inspected(UnaryOperator<NodeInspection> look) {
    update(now -> now.with(look.apply(now.inspection())));
  }

  /** Takes note of which nodes there are. */
  public void sees(ClusterReport cluster) {
    update(now -> now.with(now.peers().with(cluster)));
  }

  /** Says where to ask what happened on the control port. */
  public void controls(Supplier<Optional<ControlReport>> report) {
    control = report;
  }

  /** Takes note of a run that another node posted and this one served. */
  public void served(ServedRun run) {}

  /** Takes note of what another node says of itself. */
  public void heard(String peer, Standing standing) {}

  /** What this node says of itself to others. */
  public Standing standing() {
    return Standing.UNKNOWN;
  }

  /** Takes note of what to expect, and of trouble with keeping it. */
  public void expects(Optional<Expectation> expectation, Optional<String> stateProblem) {
    update(now -> now.with(expectation, stateProblem));
  }

  /** Takes note of what is left of the budget. */
  public void spent(ByteBudget budget) {
    update(now -> now.with(budget));
  }

  private void update(UnaryOperator<Known> change) {
    known.updateAndGet(change);
  }

  /** The node at this moment, with what the rules find in it. */
  public NodeSnapshot snapshot() {
    NodeSnapshot judged = observed();
    return judged.withFindings(Rules.evaluate(judged, judged.at()));
  }

  private NodeSnapshot observed() {
    Known now = known.get();
    return new NodeSnapshot(
        settings.nodeName(),
        build,
        clock.instant(),
        settings.interval(),
        settings.profiles(),
        now.transfers(),
        now.engines(),
        processes.stream().map(Supplier::get).toList(),
        now.rdma(),
        now.inspection(),
        now.peers().with(control.get()),
        now.expectation(),
        now.expectationProblem().or(now::deviceProblem),
        new BudgetReport(now.budget().bytesPerSecond(), now.budget().usedRatio(System.nanoTime())),
        List.of());
  }
}
