package io.kvlane.core.samples;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.snapshot.BudgetReport;
import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.core.snapshot.EngineReport;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.PeerInventory;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.ProcessReport;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.snapshot.TurnedOff;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.workload.WorkerInventory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a snapshot of a node on which nothing is known or wrong but what a test says. */
public final class Snapshots {

  /** The time of judging. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** Time between two rounds. */
  public static final Duration INTERVAL = Duration.ofMinutes(1);

  /** The latest time that is still fresh at {@link #NOW}. */
  public static final Instant OLDEST_FRESH = NOW.minus(INTERVAL.multipliedBy(3));

  /** The first time that is stale at {@link #NOW}. */
  public static final Instant STALE = OLDEST_FRESH.minusMillis(1);

  private final Map<TransferKey, TransferHistory> transfers = new LinkedHashMap<>();
  private final List<EngineReport> engines = new ArrayList<>();
  private final List<ProcessReport> processes = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private RdmaInventory rdma = RdmaInventory.NONE;
  private NodeInspection inspection = NodeInspection.NONE;
  private PeerInventory peers = PeerInventory.NONE;
  private WorkerInventory workers = WorkerInventory.NONE;
  private Optional<Expectation> expectation = Optional.empty();
  private Optional<TurnedOff> turnedOff = Optional.empty();
  private Optional<String> stateProblem = Optional.empty();

  private Snapshots() {}

  public static Snapshots node() {
    return new Snapshots();
  }

  /** Adds a run to the history of its key. */
  public Snapshots run(TransferRecord run) {
    TransferHistory before = transfers.get(run.key());
    transfers.put(run.key(), before == null ? TransferHistory.startingWith(run) : before.plus(run));
    return this;
  }

  public Snapshots engine(Engine engine, ProbeResult<String> result) {
    engines.add(new EngineReport(engine, result, NOW, Duration.ofMillis(3)));
    return this;
  }

  public Snapshots process(String role, ProcessEnd... ends) {
    processes.add(
        new ProcessReport(role, Optional.of(4711L), Map.of(), List.of(ends).stream().findFirst()));
    return this;
  }

  public Snapshots expecting(ExpectedPath path) {
    expectation = Optional.of(new Expectation(path, Expectation.Source.CONFIGURATION));
    return this;
  }

  public Snapshots rdma(RdmaInventory inventory) {
    rdma = inventory;
    return this;
  }

  public Snapshots stateProblem(String problem) {
    stateProblem = Optional.of(problem);
    return this;
  }

  public Snapshots finding(Finding finding) {
    findings.add(finding);
    return this;
  }

  public Snapshots inspection(NodeInspection seen) {
    inspection = seen;
    return this;
  }

  public Snapshots peers(PeerInventory seen) {
    peers = seen;
    return this;
  }

  public Snapshots workers(WorkerInventory seen) {
    workers = seen;
    return this;
  }

  public Snapshots turnedOff(TurnedOff.Source source) {
    turnedOff = Optional.of(new TurnedOff(source, NOW));
    return this;
  }

  public NodeSnapshot build() {
    return new NodeSnapshot(
        "node-a",
        new BuildInfo("0.1.0", "unknown", "25"),
        NOW,
        INTERVAL,
        List.of(),
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
        new BudgetReport(16 << 20, 0.5),
        findings);
  }
}
