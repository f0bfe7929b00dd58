package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.SnapshotBuilder.NOW;

import io.kvlane.core.path.PathClass;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.InterestGroup;
import io.kvlane.core.peer.PairBook;
import io.kvlane.core.peer.PairFreshness;
import io.kvlane.core.peer.PairJudge;
import io.kvlane.core.peer.ServedRun;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.snapshot.PeerInventory;
import io.kvlane.core.snapshot.TransferTotals;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs of node-1 with others, and what is kept of them. Its fastest port has 25 GB/s. */
final class PairRuns {

  private static final long LINK = 25_000_000_000L;
  private static final long BYTES = 64L << 20;

  private final List<TransferRecord> runs = new ArrayList<>();
  private final Map<TransferKey, TransferTotals> totals = new LinkedHashMap<>();
  private PairBook book = PairBook.empty(0.4);
  private Optional<ClusterReport> cluster = Optional.empty();

  /** These nodes and node-1; some are pairs of interest with it. */
  PairRuns cluster(List<String> peers, String... ofInterest) {
    List<String> nodes = new ArrayList<>(peers);
    nodes.add("node-1");
    ClusterView view =
        new ClusterView(
            nodes,
            ofInterest.length == 0
                ? List.of()
                : List.of(new InterestGroup(List.of("node-1"), List.of(ofInterest))),
            Duration.ofSeconds(20));
    cluster =
        Optional.of(
            new ClusterReport(view, ClusterReport.Source.CONFIGURATION, NOW, Optional.empty()));
    book = book.known(view, "node-1");
    return this;
  }

  PairRuns ran(TransferRecord run) {
    runs.add(run);
    totals.merge(
        run.key().withAnyPeer(), TransferTotals.NONE.plus(run), (before, _) -> before.plus(run));
    book = book.with(run, judge());
    return this;
  }

  /** As many meetings as say, each with all four kinds of run, the last just now. */
  PairRuns meetings(String peer, int times, long millis) {
    for (int i = times - 1; i >= 0; i--) {
      for (Operation operation : Operation.values()) {
        ran(verified(peer, Intent.BASELINE, Engine.TCP, operation, 4 * millis, i));
        ran(verified(peer, Intent.DEFAULT, Engine.UCX, operation, millis, i));
      }
    }
    return this;
  }

  /** A meeting with the runs between GPU memories. */
  PairRuns gpuMeeting(String peer) {
    for (Operation operation : Operation.values()) {
      for (Intent intent : List.of(Intent.STAGED, Intent.DEFAULT)) {
        ran(
            Runs.of(intent, Engine.UCX, operation)
                .between(TransferKind.PEER, Memory.CUDA)
                .with(peer)
                .verified(NOW, Duration.ofMillis(4), PathClass.HOST_STAGED_RDMA, Transport.ROCE));
      }
    }
    return this;
  }

  private static TransferRecord verified(
      String peer, Intent intent, Engine engine, Operation operation, long millis, int ago) {
    boolean tcp = engine == Engine.TCP;
    return Runs.of(intent, engine, operation)
        .with(peer)
        .verified(
            NOW.minusSeconds(ago),
            Duration.ofMillis(millis),
            tcp ? PathClass.TCP : PathClass.HOST_RDMA,
            tcp ? Transport.TCP : Transport.ROCE);
  }

  /** Runs that the other node posted. */
  PairRuns served(String peer, int times, long millis) {
    for (int i = times - 1; i >= 0; i--) {
      for (Operation operation : Operation.values()) {
        book =
            book.served(
                new ServedRun(
                    Runs.of(Intent.DEFAULT, Engine.UCX, operation).with(peer).key(),
                    BYTES,
                    millis * 1_000_000,
                    NOW.minusSeconds(i)),
                judge());
      }
    }
    return this;
  }

  PairRuns heard(String peer) {
    book = book.heard(peer, new Standing(OptionalLong.of(LINK), 3, 0), judge());
    return this;
  }

  /** Adds it to a node: at most so many pairs are shown, and only their runs are kept. */
  SnapshotBuilder to(SnapshotBuilder node, int most) {
    PairBook shown = book.showing(most, judge());
    runs.stream()
        .filter(run -> shown.shown().contains(run.key().peer().orElseThrow()))
        .forEach(node::runs);
    return node.peers(new PeerInventory(cluster, shown, totals, Optional.empty()));
  }

  private PairJudge judge() {
    return new PairJudge(
        Optional.empty(),
        OptionalLong.of(LINK),
        0.4,
        PairFreshness.of(SnapshotBuilder.INTERVAL, book.cluster()),
        NOW);
  }
}
