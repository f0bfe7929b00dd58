package io.kvlane.agent.samples;

import io.kvlane.core.path.EvidenceKind;
import io.kvlane.core.path.EvidenceLine;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.transfer.Cap;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.transfer.Transport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs that judge the path, a second long. */
public final class Runs {

  /** The key of all runs here. */
  public static final TransferKey READ = key(Intent.DEFAULT, Engine.UCX);

  private static final Measurement MEASUREMENT =
      new Measurement(1000, 4096, 500_000, 2_000_000, Set.of(Cap.TIME, Cap.BYTES));

  private Runs() {}

  /** The key of a read of host memory inside the node. */
  public static TransferKey key(Intent intent, Engine engine) {
    return TransferKey.loopback(
        intent, engine, Operation.READ, Memory.HOST, Optional.empty(), Nodes.SMALL.name());
  }

  /** 4,096,000 bytes in 2 ms. */
  public static TransferRecord verified(Instant finishedAt, PathClass path, Transport transport) {
    return new TransferRecord(
        READ,
        finishedAt.minusSeconds(1),
        finishedAt,
        TransferResult.OK,
        Optional.empty(),
        Optional.of(MEASUREMENT),
        Optional.of(
            new PathVerdict(
                path,
                transport,
                Optional.of(EvidenceKind.OWN_SOCKETS),
                List.of(new EvidenceLine(EvidenceKind.OWN_SOCKETS, "the sockets carried it")))),
        Optional.empty(),
        MEASUREMENT.bytes() + 96_000,
        "");
  }

  /** Byte 12 of descriptor 7 is 0x33 instead of 0x5a. */
  public static TransferRecord corrupt(Instant finishedAt) {
    Corruption corruption = new Corruption(7, 12, 0x5a, 0x33);
    return new TransferRecord(
        READ,
        finishedAt.minusSeconds(1),
        finishedAt,
        TransferResult.CORRUPT,
        Optional.empty(),
        Optional.of(MEASUREMENT),
        Optional.empty(),
        Optional.of(corruption),
        MEASUREMENT.bytes(),
        corruption.text());
  }

  /** A run bound to a port that was not made. */
  public static TransferRecord forced(String port) {
    TransferKey key =
        TransferKey.loopback(
            Intent.FORCED,
            Engine.UCX,
            Operation.READ,
            Memory.HOST,
            Optional.of(port),
            Nodes.SMALL.name());
    return TransferRecord.skipped(key, Nodes.NOW, SkipReason.LOCKED, "");
  }

  /** A verified default read of host memory with another node. */
  public static TransferRecord with(String peer, Instant finishedAt) {
    TransferRecord run = verified(finishedAt, PathClass.HOST_RDMA, Transport.ROCE);
    return new TransferRecord(
        keyWith(peer),
        run.startedAt(),
        run.finishedAt(),
        run.result(),
        run.skipReason(),
        run.measurement(),
        run.verdict(),
        run.corruption(),
        run.movedBytes(),
        run.detail());
  }

  /** Its key. */
  public static TransferKey keyWith(String peer) {
    return TransferKey.peer(
        peer, Intent.DEFAULT, Engine.UCX, Operation.READ, Memory.HOST, Nodes.SMALL.name());
  }

  /** A node that could not be spoken to. */
  public static TransferRecord unreachable(String peer, Instant at) {
    return TransferRecord.unsuccessful(
        keyWith(peer), at, at, TransferResult.UNREACHABLE, 0, "connection refused");
  }
}
