package io.kvlane.core.snapshot;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.peer.PairFreshness;
import io.kvlane.core.peer.PairJudge;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.workload.WorkerInventory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an agent knows of its node at one moment.
 *
 * @param node name of the node
 * @param build what is running
 * @param at when the snapshot was taken
 * @param interval configured time between two rounds of transfers
 * @param profiles configured profiles, before caps
 * @param transfers runs by key, in the order of the plan: those inside the node, and those with the
 *     nodes of the pairs that are shown
 * @param engines engines, in the order they were looked at
 * @param processes probe processes
 * @param rdma RDMA devices
 * @param inspection what else is known of the machine
 * @param peers the other nodes
 * @param workers the worker pods of this node
 * @param expectation the path that KV bytes should take, empty when nothing says so
 * @param turnedOff who wants no transfers on this node, empty when nobody does
 * @param stateProblem why the state directory could not be written, empty when it could
 * @param budget the byte budget
 * @param findings what the rules found in this snapshot
 */
public record NodeSnapshot(
    String node,
    BuildInfo build,
    Instant at,
    Duration interval,
    List<KvProfile> profiles,
    Map<TransferKey, TransferHistory> transfers,
    List<EngineReport> engines,
    List<ProcessReport> processes,
    RdmaInventory rdma,
    NodeInspection inspection,
    PeerInventory peers,
    WorkerInventory workers,
    Optional<Expectation> expectation,
    Optional<TurnedOff> turnedOff,
    Optional<String> stateProblem,
    BudgetReport budget,
    List<Finding> findings) {

  private static final int STALE_AFTER_INTERVALS = 3;

  /** Takes copies, which keep the order. */
  public NodeSnapshot {
    profiles = List.copyOf(profiles);
    transfers = Collections.unmodifiableMap(new LinkedHashMap<>(transfers));
    engines = List.copyOf(engines);
    processes = List.copyOf(processes);
    findings = List.copyOf(findings);
  }

  /** The same node with what the rules found in it. */
  public NodeSnapshot withFindings(List<Finding> found) {
    return new NodeSnapshot(
        node,
        build,
        at,
        interval,
        profiles,
        transfers,
        engines,
        processes,
        rdma,
        inspection,
        peers,
        workers,
        expectation,
        turnedOff,
        stateProblem,
        budget,
        found);
  }

  /** Age above which a verdict says nothing about now. */
  public Duration staleAfter() {
    return interval.multipliedBy(STALE_AFTER_INTERVALS);
  }

  /** Whether something that happened then still speaks for now. */
  public boolean isFresh(Instant then, Instant now) {
    return !then.plus(staleAfter()).isBefore(now);
  }

  /**
   * Whether a run still speaks for now; one with another node does so for longer, and one with a
   * GPU until all GPUs had their turns. None does while transfers are turned off.
   */
  public boolean isFresh(TransferRecord run, Instant now) {
    if (turnedOff.isPresent()) {
      return false;
    }
    if (run.key().kind() == TransferKind.PEER) {
      return freshness().isFresh(run, peers.pairs(), now);
    }
    long turns = run.key().gpu().isPresent() ? gpus() : 1;
    return !run.finishedAt().plus(staleAfter().multipliedBy(turns)).isBefore(now);
  }

  /** GPUs that runs were made with. */
  private long gpus() {
    return transfers.keySet().stream().flatMap(key -> key.gpu().stream()).distinct().count();
  }

  private PairFreshness freshness() {
    return turnedOff.isPresent()
        ? PairFreshness.NONE
        : PairFreshness.of(interval, peers.pairs().cluster());
  }

  /** Judges pairs by what is known of this node. */
  public PairJudge judge(Instant now) {
    return new PairJudge(
        expectation,
        rdma.fastestBytesPerSecond(now),
        peers.pairs().leastLinkRatio(),
        freshness(),
        now);
  }

  /** The RDMA devices as libibverbs showed them, where that still speaks for now. */
  public Stream<VerbsDevice> verbsDevices(Instant now) {
    return rdma.verbs().map(VerbsView::devices).stream()
        .filter(look -> isFresh(look.at(), now))
        .flatMap(look -> look.observed().stream())
        .flatMap(List::stream);
  }

  /** Runs that judge the path: those of intent {@code default}. */
  public Stream<TransferHistory> judging() {
    return transfers.entrySet().stream()
        .filter(entry -> entry.getKey().intent() == Intent.DEFAULT)
        .map(Map.Entry::getValue);
  }

  /** The latest verified runs that judge the path, where they still speak for now. */
  public Stream<TransferRecord> freshVerdicts(Instant now) {
    return judging()
        .flatMap(history -> history.lastVerified().stream())
        .filter(run -> isFresh(run, now));
  }

  /** The latest runs that were made, whatever came of them, where they still speak for now. */
  public Stream<TransferRecord> freshRuns(Instant now) {
    return transfers.values().stream()
        .flatMap(history -> history.lastMade().stream())
        .filter(run -> isFresh(run, now));
  }
}
