package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.MetricLabel.DEVICE;
import static io.kvlane.exporters.prometheus.MetricLabel.ENGINE;
import static io.kvlane.exporters.prometheus.MetricLabel.GPU;
import static io.kvlane.exporters.prometheus.MetricLabel.INTENT;
import static io.kvlane.exporters.prometheus.MetricLabel.KIND;
import static io.kvlane.exporters.prometheus.MetricLabel.MEMORY;
import static io.kvlane.exporters.prometheus.MetricLabel.OPERATION;
import static io.kvlane.exporters.prometheus.MetricLabel.PEER;
import static io.kvlane.exporters.prometheus.MetricLabel.PROFILE;

import io.kvlane.core.gpudirect.GpuDirect;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.peer.PairJudge;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.snapshot.TransferTotals;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.exporters.prometheus.DataPoints.Sample;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A snapshot prepared for one scrape: what several metrics need of it is worked out once.
 *
 * @param node the snapshot
 * @param runs its transfers, in the order of the plan: inside the node, and of shown pairs
 * @param counts what is counted of runs: by key inside the node, and of all other nodes together
 * @param pairs its GPUs and RDMA devices, each with each
 * @param judge judges its pairs with other nodes
 */
record SnapshotView(
    NodeSnapshot node,
    List<Run> runs,
    List<Count> counts,
    List<GpuNicPair> pairs,
    PairJudge judge) {

  /** What is counted of the runs of one key. */
  record Count(TransferKey key, Labels labels, TransferTotals totals) {

    private static Count of(TransferKey key, TransferTotals totals) {
      return new Count(key, labelsOf(key), totals);
    }
  }

  /**
   * The runs of one key.
   *
   * @param labels the key as labels; building them is the dearest part of a scrape
   * @param fresh the last verified run, empty also when it is too old to speak for now
   */
  record Run(
      TransferKey key, Labels labels, TransferHistory history, Optional<TransferRecord> fresh) {

    private static Run of(TransferKey key, TransferHistory history, NodeSnapshot node) {
      return new Run(
          key,
          labelsOf(key),
          history,
          history.lastVerified().filter(run -> node.isFresh(run, node.at())));
    }

    /** Whether it is inside the node: runs with other nodes have fewer series. */
    boolean isLoopback() {
      return key.kind() == TransferKind.LOOPBACK;
    }

    /** Whether it is inside the node and between host memories: those of many GPUs are too many. */
    boolean isOfHost() {
      return isLoopback() && key.gpu().isEmpty();
    }

    /** Whether it is inside the node, or judges the path to another one. */
    boolean isInsideOrJudges() {
      return isLoopback() || key.intent() == Intent.DEFAULT;
    }

    /** A figure of these runs. */
    Sample sample(double value) {
      return new Sample(labels, value);
    }

    /** A figure of these runs, told from their others by more labels. */
    Sample sample(Labels more, double value) {
      return new Sample(labels.merge(more), value);
    }
  }

  /** Prepares a snapshot. */
  static SnapshotView of(NodeSnapshot node) {
    List<Run> runs =
        node.transfers().entrySet().stream()
            .map(entry -> Run.of(entry.getKey(), entry.getValue(), node))
            .toList();
    return new SnapshotView(
        node,
        runs,
        Stream.concat(
                insideNode(runs),
                node.peers().totals().entrySet().stream()
                    .map(entry -> Count.of(entry.getKey(), entry.getValue())))
            .toList(),
        GpuDirect.pairs(node, node.at()),
        node.judge(node.at()));
  }

  /** Runs with GPUs are counted together, so that counts do not grow with the number of GPUs. */
  private static Stream<Count> insideNode(List<Run> runs) {
    Map<TransferKey, TransferTotals> totals = new LinkedHashMap<>();
    Map<TransferKey, Labels> labels = new HashMap<>();
    runs.stream()
        .filter(Run::isLoopback)
        .forEach(run -> {
          TransferKey key = run.key().withAnyGpu();
          totals.merge(key, run.history().totals(), TransferTotals::plus);
          labels.computeIfAbsent(
              key, kind -> kind.equals(run.key()) ? run.labels() : labelsOf(kind));
        });
    return totals.entrySet().stream()
        .map(entry ->
            new Count(
                entry.getKey(),
                Objects.requireNonNull(labels.get(entry.getKey())),
                entry.getValue()));
  }

  private static Labels labelsOf(TransferKey key) {
    return Labels.builder()
        .label(KIND.exposed(), key.kind().label())
        .label(INTENT.exposed(), key.intent().label())
        .label(ENGINE.exposed(), key.engine().label())
        .label(OPERATION.exposed(), key.operation().label())
        .label(MEMORY.exposed(), key.memory().label())
        .label(DEVICE.exposed(), key.device().orElse(""))
        .label(GPU.exposed(), key.gpu().orElse(""))
        .label(PROFILE.exposed(), key.profile())
        .label(PEER.exposed(), key.peer().orElse(""))
        .build();
  }
}
