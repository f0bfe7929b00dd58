package io.kvlane.agent.node;

import io.kvlane.core.path.Expectation;
import io.kvlane.core.peer.PairFreshness;
import io.kvlane.core.peer.PairJudge;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.core.snapshot.EngineReport;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.PeerInventory;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.workload.WorkerInventory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the agent has noted of its node, as one value.
 *
 * @param transfers runs inside the node, by key
 * @param engines engines, in the order they were looked at
 * @param rdma RDMA devices
 * @param inspection what else is known of the machine
 * @param peers what is known of the other nodes, but for the pairs
 * @param workers worker pods
 * @param pairs runs with other nodes
 * @param expectation the path that KV bytes should take
 * @param expectationProblem why it could not be kept
 * @param deviceProblem why the RDMA devices could not be remembered
 * @param budget the byte budget
 */
record Known(
    Map<TransferKey, TransferHistory> transfers,
    List<EngineReport> engines,
    RdmaInventory rdma,
    NodeInspection inspection,
    PeerInventory peers,
    WorkerInventory workers,
    PairLedger pairs,
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
        workers,
        pairs,
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
        workers,
        pairs,
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
        workers,
        pairs,
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
        workers,
        pairs,
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
        workers,
        pairs,
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
        workers,
        pairs,
        expectation,
        expectationProblem,
        deviceProblem,
        budget);
  }

  Known with(WorkerInventory workersNow) {
    return new Known(
        transfers,
        engines,
        rdma,
        inspection,
        peers,
        workersNow,
        pairs,
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
        workers,
        pairs,
        expectation,
        expectationProblem,
        deviceProblem,
        budgetNow);
  }

  Known with(PairLedger pairsNow) {
    return new Known(
        transfers,
        engines,
        rdma,
        inspection,
        peers,
        workers,
        pairsNow,
        expectation,
        expectationProblem,
        deviceProblem,
        budget);
  }

  /** Runs inside the node, and those with the nodes of shown pairs. */
  Map<TransferKey, TransferHistory> allTransfers() {
    Map<TransferKey, TransferHistory> all = new LinkedHashMap<>(transfers);
    all.putAll(pairs.histories());
    return all;
  }

  /** Judges pairs by what is known of this node. */
  PairJudge judge(Duration interval, Instant now) {
    return new PairJudge(
        expectation,
        rdma.fastestBytesPerSecond(now),
        pairs.book().leastLinkRatio(),
        PairFreshness.of(interval, pairs.book().cluster()),
        now);
  }
}
