package io.kvlane.exporters.prometheus;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.profile.KvPreset;
import io.kvlane.core.profile.KvProfile;
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

/** A node that has just started, to which a test adds what it is about. */
public final class SnapshotBuilder {

  /** When every snapshot is taken unless a test says otherwise. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  public static final Duration INTERVAL = Duration.ofSeconds(60);

  private final List<KvProfile> profiles = new ArrayList<>();
  private final Map<TransferKey, TransferHistory> transfers = new LinkedHashMap<>();
  private final List<EngineReport> engines = new ArrayList<>();
  private final List<ProcessReport> processes = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private RdmaInventory rdma = RdmaInventory.NONE;
  private NodeInspection inspection = NodeInspection.NONE;
  private PeerInventory peers = PeerInventory.NONE;
  private WorkerInventory workers = WorkerInventory.NONE;
  private Optional<TurnedOff> turnedOff = Optional.empty();
  private Optional<Expectation> expectation = Optional.empty();
  private BudgetReport budget = new BudgetReport(16 << 20, 0);
  private Instant at = NOW;

  SnapshotBuilder at(Instant at) {
    this.at = at;
    return this;
  }

  SnapshotBuilder profile(KvPreset preset) {
    profiles.add(preset.profile());
    return this;
  }

  /** Adds runs, oldest first. */
  public SnapshotBuilder runs(TransferRecord... runs) {
    for (TransferRecord run : runs) {
      TransferHistory before = transfers.get(run.key());
      transfers.put(
          run.key(), before == null ? TransferHistory.startingWith(run) : before.plus(run));
    }
    return this;
  }

  SnapshotBuilder engine(Engine engine, ProbeResult<String> result, Duration took) {
    engines.add(new EngineReport(engine, result, NOW, took));
    return this;
  }

  SnapshotBuilder process(String role, Map<ProcessEnd.Reason, Long> ends) {
    processes.add(new ProcessReport(role, Optional.of(4711L), ends, Optional.empty()));
    return this;
  }

  SnapshotBuilder rdma(RdmaInventory inventory) {
    rdma = inventory;
    return this;
  }

  public SnapshotBuilder expecting(ExpectedPath path, Expectation.Source source) {
    expectation = Optional.of(new Expectation(path, source));
    return this;
  }

  SnapshotBuilder budgetUsed(double ratio) {
    budget = new BudgetReport(budget.bytesPerSecond(), ratio);
    return this;
  }

  SnapshotBuilder finding(String rule, Severity severity, String subject, String summary) {
    findings.add(new Finding(rule, severity, subject, summary, List.of(), "Follow the runbook."));
    return this;
  }

  SnapshotBuilder inspection(NodeInspection seen) {
    inspection = seen;
    return this;
  }

  SnapshotBuilder peers(PeerInventory seen) {
    peers = seen;
    return this;
  }

  SnapshotBuilder workers(WorkerInventory seen) {
    workers = seen;
    return this;
  }

  public SnapshotBuilder turnedOff() {
    turnedOff = Optional.of(new TurnedOff(TurnedOff.Source.ANNOTATION, at));
    return this;
  }

  public NodeSnapshot build() {
    return new NodeSnapshot(
        "node-1",
        new BuildInfo("0.1.0", "0123abc", "25.0.1"),
        at,
        INTERVAL,
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
        Optional.empty(),
        budget,
        findings);
  }
}
