package io.kvlane.agent.page;

import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.RecentRun;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recent verified runs of one kind, memory and operation, the oldest first; with all shown peers,
 * of all profiles and GPUs together.
 *
 * @param runs those that judge the path, {@value #MOST_RUNS} at most
 * @param baseline those over TCP on purpose, as many at most
 */
record Series(
    TransferKind kind,
    Memory memory,
    Operation operation,
    List<RecentRun> runs,
    List<RecentRun> baseline) {

  static final int MOST_RUNS = 120;

  private static final int MOST_SERIES = 4;

  /** What there is to draw: between nodes first, since inside a node says less. */
  static List<Series> of(NodeSnapshot snapshot) {
    List<Series> all = new ArrayList<>();
    for (TransferKind kind : List.of(TransferKind.PEER, TransferKind.LOOPBACK)) {
      for (Memory memory : Memory.values()) {
        for (Operation operation : Operation.values()) {
          Series series =
              new Series(
                  kind,
                  memory,
                  operation,
                  runs(snapshot, kind, memory, operation, Intent.DEFAULT),
                  runs(snapshot, kind, memory, operation, Intent.BASELINE));
          if (!series.runs().isEmpty()) {
            all.add(series);
          }
        }
      }
    }
    return all.stream().limit(MOST_SERIES).toList();
  }

  private static List<RecentRun> runs(
      NodeSnapshot snapshot, TransferKind kind, Memory memory, Operation operation, Intent intent) {
    List<RecentRun> runs =
        snapshot.transfers().entrySet().stream()
            .filter(entry -> isOf(entry.getKey(), kind, memory, operation, intent))
            .flatMap(entry -> entry.getValue().recent().stream())
            .sorted(Comparator.comparing(RecentRun::at))
            .toList();
    return runs.subList(Math.max(0, runs.size() - MOST_RUNS), runs.size());
  }

  private static boolean isOf(
      TransferKey key, TransferKind kind, Memory memory, Operation operation, Intent intent) {
    return key.kind() == kind
        && key.memory() == memory
        && key.operation() == operation
        && key.intent() == intent;
  }

  String title() {
    return "%s of %s memory %s"
        .formatted(
            operation == Operation.READ ? "Read" : "Write",
            memory.label(),
            kind == TransferKind.PEER ? "between nodes" : "inside this node");
  }

  RecentRun latest() {
    return runs.getLast();
  }

  /** All runs of both kinds. */
  Stream<RecentRun> all() {
    return Stream.concat(runs.stream(), baseline.stream());
  }

  /** The middle one of some runs' bandwidths, which must not be none. */
  static double median(List<RecentRun> runs) {
    double[] sorted = runs.stream().mapToDouble(RecentRun::bytesPerSecond).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
