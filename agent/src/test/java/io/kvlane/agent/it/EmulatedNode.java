package io.kvlane.agent.it;

import io.kvlane.core.finding.rules.Rules;
import io.kvlane.core.path.EvidenceKind;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.PairBook;
import io.kvlane.core.peer.PairFreshness;
import io.kvlane.core.peer.PairJudge;
import io.kvlane.core.peer.ServedRun;
import io.kvlane.core.profile.KvPreset;
import io.kvlane.core.snapshot.BudgetReport;
import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.PeerInventory;
import io.kvlane.core.snapshot.ProcessReport;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.snapshot.TransferTotals;
import io.kvlane.core.transfer.Cap;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.transfer.Transport;
import io.kvlane.core.workload.WorkerInventory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an agent would know of a node with one NIC, if it met others as {@link EmulatedFleet} lets
 * it. Its books are kept and judged by the same classes as an agent's. One thread.
 */
final class EmulatedNode {

  private static final BuildInfo BUILD = new BuildInfo("0.1.0", "0123abc", "25.0.1");
  private static final double LEAST_LINK_RATIO = 0.4;
  private static final int MOST_SHOWN = 32;

  /** 64 MiB, at two thirds of a link of 200 Gb/s, and over TCP. */
  private static final int DESCRIPTORS = 2048;

  private static final int DESCRIPTOR_BYTES = 32 * 1024;
  private static final Duration BY_RDMA = Duration.ofMillis(4);
  private static final Duration BY_TCP = Duration.ofMillis(60);

  private final String name;
  private final ClusterReport cluster;
  private final Duration interval;
  private final EmulatedNic nic;
  private final Map<TransferKey, TransferHistory> histories = new LinkedHashMap<>();
  private final Map<TransferKey, TransferTotals> totals = new HashMap<>();
  private PairBook book;

  EmulatedNode(String name, ClusterView view, Duration interval, Instant now) {
    this.name = name;
    this.cluster = new ClusterReport(view, ClusterReport.Source.KUBERNETES, now, Optional.empty());
    this.interval = interval;
    this.nic = new EmulatedNic(now);
    this.book = PairBook.empty(LEAST_LINK_RATIO).known(view, name);
  }

  String name() {
    return name;
  }

  EmulatedNic nic() {
    return nic;
  }

  /** Posts what a meeting consists of. Where a NIC of the two is down, UCX takes TCP. */
  void meets(EmulatedNode peer, Instant now) {
    boolean rdma = nic.isUp() && peer.nic.isUp();
    for (Operation operation : Operation.values()) {
      posts(peer, Intent.BASELINE, Engine.TCP, operation, false, now);
      posts(peer, Intent.DEFAULT, Engine.UCX, operation, rdma, now);
    }
    book = book.heard(peer.name, peer.book.standing(peer.judge(now)), judge(now));
    peer.book = peer.book.heard(name, book.standing(judge(now)), peer.judge(now));
  }

  private void posts(
      EmulatedNode peer,
      Intent intent,
      Engine engine,
      Operation operation,
      boolean rdma,
      Instant now) {
    TransferRecord run = verified(key(peer.name, intent, engine, operation), rdma, now);
    histories.merge(run.key(), TransferHistory.startingWith(run), (before, _) -> before.plus(run));
    totals.merge(
        run.key().withAnyPeer(), TransferTotals.NONE.plus(run), (before, _) -> before.plus(run));
    book = book.with(run, judge(now));
    Measurement measured = run.measurement().orElseThrow();
    peer.book =
        peer.book.served(
            new ServedRun(
                key(name, intent, engine, operation),
                measured.bytes(),
                measured.transferNanos(),
                now),
            peer.judge(now));
  }

  private static TransferKey key(String peer, Intent intent, Engine engine, Operation operation) {
    return TransferKey.peer(
        peer, intent, engine, operation, Memory.HOST, KvPreset.LLAMA_3_1_8B.profile().name());
  }

  private static TransferRecord verified(TransferKey key, boolean rdma, Instant now) {
    Duration took = rdma ? BY_RDMA : BY_TCP;
    Measurement measurement =
        new Measurement(
            DESCRIPTORS, DESCRIPTOR_BYTES, took.toNanos() / 4, took.toNanos(), Set.of(Cap.BYTES));
    return new TransferRecord(
        key,
        now.minus(took),
        now,
        TransferResult.OK,
        Optional.empty(),
        Optional.of(measurement),
        Optional.of(
            new PathVerdict(
                rdma ? PathClass.HOST_RDMA : PathClass.TCP,
                rdma ? Transport.ROCE : Transport.TCP,
                Optional.of(EvidenceKind.OWN_SOCKETS),
                List.of())),
        Optional.empty(),
        measurement.bytes(),
        "");
  }

  private PairJudge judge(Instant now) {
    return new PairJudge(
        expectation(),
        nic.inventory(now).fastestBytesPerSecond(now),
        LEAST_LINK_RATIO,
        PairFreshness.of(interval, book.cluster()),
        now);
  }

  private static Optional<Expectation> expectation() {
    return Optional.of(new Expectation(ExpectedPath.RDMA, Expectation.Source.ALLOCATABLE));
  }

  /** The node now, with what the rules find in it. */
  NodeSnapshot snapshot(Instant now) {
    book = book.showing(MOST_SHOWN, judge(now));
    NodeSnapshot snapshot =
        new NodeSnapshot(
            name,
            BUILD,
            now,
            interval,
            List.of(KvPreset.LLAMA_3_1_8B.profile()),
            histories,
            List.of(),
            List.<ProcessReport>of(),
            nic.inventory(now),
            NodeInspection.NONE,
            new PeerInventory(Optional.of(cluster), book, totals, Optional.empty()),
            WorkerInventory.NONE,
            expectation(),
            Optional.empty(),
            Optional.empty(),
            new BudgetReport(16 << 20, 0),
            List.of());
    return snapshot.withFindings(Rules.evaluate(snapshot, now));
  }
}
