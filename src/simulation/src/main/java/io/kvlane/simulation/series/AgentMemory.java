package io.kvlane.simulation.series;

import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.Meeting;
import io.kvlane.core.peer.PairBook;
import io.kvlane.core.peer.PairFreshness;
import io.kvlane.core.peer.PairJudge;
import io.kvlane.core.peer.ServedRun;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.schedule.LoopbackPlan;
import io.kvlane.core.schedule.PeerPlan;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.snapshot.BudgetReport;
import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.PeerInventory;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.snapshot.TransferTotals;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.workload.WorkerInventory;
import io.kvlane.simulation.cluster.Assumptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the agent of one node remembers of its runs, in the agent's own book of pairs. It has no
 * devices: their series depend on the machine and not on the cluster. Not thread-safe.
 */
public final class AgentMemory {

  /** The default of {@code kvlane.peer.most-shown}. */
  private static final int MOST_SHOWN = 32;

  private static final long LINK_BYTES_PER_SECOND = 50_000_000_000L;
  private static final double LEAST_LINK_RATIO = 0.4;

  private final String node;
  private final List<KvProfile> profiles;
  private final Assumptions assumptions;
  private final Map<TransferKey, TransferHistory> histories = new LinkedHashMap<>();
  private final Map<TransferKey, TransferTotals> totals = new LinkedHashMap<>();
  private PairBook book = PairBook.empty(LEAST_LINK_RATIO);

  /**
   * An agent that remembers nothing.
   *
   * @param profiles what is transferred, the first one with other nodes
   */
  public AgentMemory(String node, List<KvProfile> profiles, Assumptions assumptions) {
    this.node = node;
    this.profiles = profiles;
    this.assumptions = assumptions;
  }

  /** It has posted the runs of a meeting. */
  public void posted(ClusterView view, Meeting meeting, Instant now) {
    PairJudge judge = sees(view, now);
    for (TransferRecord run : runs(meeting, now)) {
      book = book.with(run, judge);
      totals.merge(
          run.key().withAnyPeer(), TransferTotals.NONE.plus(run), (before, _) -> before.plus(run));
      add(run);
    }
    met(meeting, judge);
  }

  /** It has served the runs of a meeting that another node posted. */
  public void served(ClusterView view, Meeting meeting, Instant now) {
    PairJudge judge = sees(view, now);
    for (TransferRecord run : runs(meeting, now)) {
      if (run.key().intent() == Intent.DEFAULT) {
        Measurement found = run.measurement().orElseThrow();
        book =
            book.served(new ServedRun(run.key(), found.bytes(), found.transferNanos(), now), judge);
      }
    }
    met(meeting, judge);
  }

  private PairJudge sees(ClusterView view, Instant now) {
    book = book.known(view, node);
    return new PairJudge(
        Optional.of(new Expectation(ExpectedPath.RDMA, Expectation.Source.CONFIGURATION)),
        OptionalLong.of(LINK_BYTES_PER_SECOND),
        LEAST_LINK_RATIO,
        PairFreshness.of(assumptions.loopbackInterval(), book.cluster()),
        now);
  }

  private List<TransferRecord> runs(Meeting meeting, Instant now) {
    return PeerPlan.of(profiles.getFirst(), meeting, false).stream()
        .map(run -> VerifiedRuns.of(run, assumptions.mostBytes(), now))
        .toList();
  }

  private void met(Meeting meeting, PairJudge judge) {
    Standing standing = new Standing(OptionalLong.of(LINK_BYTES_PER_SECOND), 1, 0);
    book = book.heard(meeting.peer(), standing, judge).showing(MOST_SHOWN, judge);
    // As the agent does: only runs with nodes of pairs that are shown are kept one by one.
    histories
        .keySet()
        .removeIf(key -> key.peer().filter(peer -> !book.shown().contains(peer)).isPresent());
  }

  private void add(TransferRecord run) {
    histories.merge(run.key(), TransferHistory.startingWith(run), (before, _) -> before.plus(run));
  }

  /** What it knows, after a round inside the node just now. */
  public NodeSnapshot snapshot(ClusterView view, Instant now) {
    PairJudge judge = sees(view, now);
    book = book.showing(MOST_SHOWN, judge);
    for (PlannedRun run : LoopbackPlan.of(profiles)) {
      add(VerifiedRuns.of(run, assumptions.mostBytes(), now));
    }
    ClusterReport cluster =
        new ClusterReport(view, ClusterReport.Source.CONFIGURATION, now, Optional.empty());
    return new NodeSnapshot(
        node,
        new BuildInfo("simulated", "unknown", Runtime.version().toString()),
        now,
        assumptions.loopbackInterval(),
        profiles,
        histories,
        List.of(),
        List.of(),
        RdmaInventory.NONE,
        NodeInspection.NONE,
        PeerInventory.NONE.with(cluster).with(book, totals),
        WorkerInventory.NONE,
        judge.expectation(),
        Optional.empty(),
        Optional.empty(),
        new BudgetReport(assumptions.budgetBytesPerSecond(), 0),
        List.of());
  }
}
