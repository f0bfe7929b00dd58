package io.kvlane.core.finding;

import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the fabric was measured at all, and is no longer ago than a verdict holds. */
final class FabricMeasured {

  private FabricMeasured() {}

  /** Fresh runs that say which path bytes take between nodes. */
  static Stream<TransferRecord> fresh(NodeSnapshot snapshot, Instant now) {
    return snapshot.freshVerdicts(now).filter(FabricMeasured::decides);
  }

  /** Why there is no fresh run of that kind, empty when there is one. */
  static Optional<String> problem(NodeSnapshot snapshot, Instant now) {
    if (fresh(snapshot, now).findAny().isPresent()) {
      return Optional.empty();
    }
    String since =
        snapshot
            .judging()
            .map(TransferHistory::lastVerified)
            .flatMap(Optional::stream)
            .filter(FabricMeasured::decides)
            .map(TransferRecord::finishedAt)
            .max(Comparator.naturalOrder())
            .map(latest -> " since " + latest)
            .orElse("");
    return Optional.of("not measured" + since + cause(snapshot, now));
  }

  private static boolean decides(TransferRecord run) {
    return switch (run.verdict().orElseThrow().pathClass()) {
      case GPUDIRECT_RDMA, HOST_RDMA, HOST_STAGED_RDMA, TCP -> true;
      case LOCAL, UNKNOWN -> false;
    };
  }

  private static String cause(NodeSnapshot snapshot, Instant now) {
    String engines =
        snapshot.engines().stream()
            .flatMap(report ->
                report.result().problem().stream()
                    .map(problem -> report.engine().label() + ": " + problem))
            .collect(Collectors.joining("; "));
    if (!engines.isEmpty()) {
      return ": " + engines;
    }
    return snapshot.freshVerdicts(now).findAny().isPresent()
        ? ": the evidence does not decide the path"
        : "";
  }
}
