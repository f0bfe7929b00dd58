package io.kvlane.agent.node;

import io.kvlane.agent.config.Settings;
import io.kvlane.core.finding.rules.Rules;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.PairJudge;
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
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.workload.WorkerInventory;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
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
  private final AtomicLong changes = new AtomicLong();
  private final TransferSwitch transfers;
  private volatile Supplier<Optional<ControlReport>> control = Optional::empty;

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
    this.transfers =
        new TransferSwitch(settings.transfersEnabled(), changes::incrementAndGet, clock);
    this.known =
        new AtomicReference<>(
            new Known(
                Map.of(),
                List.of(),
                RdmaInventory.NONE,
                NodeInspection.NONE,
                PeerInventory.NONE,
                WorkerInventory.NONE,
                PairLedger.empty(settings.peer().mostShown(), settings.peer().leastLinkRatio()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                budget));
  }

  /** Takes note of a run. */
  public void ran(TransferRecord run) {
    if (run.key().kind() == TransferKind.PEER) {
      updatePairs((pairs, judge) -> pairs.ran(run, judge));
      return;
    }
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
    update(now -> {
      NodeInspection inspection = look.apply(now.inspection());
      return now.with(inspection)
          .with(GpuRuns.onGpus(now.transfers(), inspection, clock.instant()));
    });
  }

  /** Takes note of what is known of the worker pods. */
  public void works(UnaryOperator<WorkerInventory> change) {
    update(now -> now.with(change.apply(now.workers())));
  }

  /** Takes note of which nodes there are. */
  public void sees(ClusterReport cluster) {
    update(now -> now.with(now.peers().with(cluster)));
    updatePairs((pairs, judge) -> pairs.sees(cluster.view(), settings.nodeName(), judge));
  }

  /** Says where to ask what happened on the control port. */
  public void controls(Supplier<Optional<ControlReport>> report) {
    control = report;
  }

  /** Takes note of a run that another node posted and this one served. */
  public void served(ServedRun run) {
    updatePairs((pairs, judge) -> pairs.served(run, judge));
  }

  /** Takes note of what another node says of itself. */
  public void heard(String peer, Standing standing) {
    updatePairs((pairs, judge) -> pairs.heard(peer, standing, judge));
  }

  /** What this node says of itself to others. */
  public Standing standing() {
    Known now = known.get();
    return now.pairs().book().standing(now.judge(settings.interval(), clock.instant()));
  }

  /** Takes note of what to expect, and of trouble with keeping it. */
  public void expects(Optional<Expectation> expectation, Optional<String> stateProblem) {
    update(now -> now.with(expectation, stateProblem));
  }

  /** Takes note of what is left of the budget. */
  public void spent(ByteBudget budget) {
    update(now -> now.with(budget));
  }

  /** Whether transfers are wanted on this node. */
  public TransferSwitch transfers() {
    return transfers;
  }

  /** How often something became known; the same number means that nothing did meanwhile. */
  public long changes() {
    return changes.get();
  }

  private void update(UnaryOperator<Known> change) {
    known.updateAndGet(change);
    changes.incrementAndGet();
  }

  private void updatePairs(BiFunction<PairLedger, PairJudge, PairLedger> change) {
    Instant at = clock.instant();
    update(now -> now.with(change.apply(now.pairs(), now.judge(settings.interval(), at))));
  }

  /** The node at this moment, with what the rules find in it. */
  public NodeSnapshot snapshot() {
    NodeSnapshot judged = observed();
    return judged.withFindings(Rules.evaluate(judged, judged.at()));
  }

  /** The node at this moment, without findings. */
  public NodeSnapshot observed() {
    Known now = known.get();
    return new NodeSnapshot(
        settings.nodeName(),
        build,
        clock.instant(),
        settings.interval(),
        settings.profiles(),
        now.allTransfers(),
        now.engines(),
        processes.stream().map(Supplier::get).toList(),
        now.rdma(),
        now.inspection(),
        now.peers().with(now.pairs().book(), now.pairs().totals()).with(control.get()),
        now.workers(),
        now.expectation(),
        transfers.off(),
        now.expectationProblem().or(now::deviceProblem),
        new BudgetReport(now.budget().bytesPerSecond(), now.budget().usedRatio(System.nanoTime())),
        List.of());
  }
}
