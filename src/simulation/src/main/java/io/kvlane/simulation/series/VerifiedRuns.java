package io.kvlane.simulation.series;

import io.kvlane.core.path.EvidenceKind;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.transfer.Cap;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.transfer.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs in which all went well: every figure that a run can have is there, and so are its series.
 */
final class VerifiedRuns {

  private static final Duration TAKES = Duration.ofMillis(10);

  private VerifiedRuns() {}

  static TransferRecord of(PlannedRun planned, long mostBytes, Instant finishedAt) {
    TransferShape shape = planned.profile().shape().cappedTo(mostBytes);
    boolean tcp = planned.key().engine() == Engine.TCP;
    return new TransferRecord(
        planned.key(),
        finishedAt.minus(TAKES),
        finishedAt,
        TransferResult.OK,
        Optional.empty(),
        Optional.of(
            new Measurement(
                shape.descriptors(),
                shape.descriptorBytes(),
                TAKES.toNanos() / 4,
                TAKES.toNanos(),
                Set.of(Cap.BYTES))),
        Optional.of(
            new PathVerdict(
                tcp ? PathClass.TCP : PathClass.HOST_RDMA,
                tcp ? Transport.TCP : Transport.ROCE,
                Optional.of(EvidenceKind.OWN_SOCKETS),
                List.of())),
        Optional.empty(),
        shape.totalBytes(),
        "");
  }
}
