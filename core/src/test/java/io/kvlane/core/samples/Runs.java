package io.kvlane.core.samples;

import io.kvlane.core.path.EvidenceKind;
import io.kvlane.core.path.EvidenceLine;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.path.PathVerdict;
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

/** Runs with one thing at a time out of the ordinary. */
public final class Runs {

  /** The key of a run that judges the path. */
  public static final TransferKey READ = key(Intent.DEFAULT, Operation.READ);

  /** The other run that judges the path. */
  public static final TransferKey WRITE = key(Intent.DEFAULT, Operation.WRITE);

  /** 8 MiB in 4 ms: 2.1 GB/s. */
  public static final Measurement MEASUREMENT =
      new Measurement(256, 32_768, 100_000, 4_000_000, Set.of());

  private Runs() {}

  public static TransferKey key(Intent intent, Operation operation) {
    return key(intent, Engine.UCX, operation, Memory.HOST);
  }

  public static TransferKey key(Intent intent, Engine engine, Operation operation, Memory memory) {
    return TransferKey.loopback(intent, engine, operation, memory, Optional.empty(), "llama");
  }

  /** A verdict that rests on the processes' own sockets. */
  public static PathVerdict verdict(PathClass pathClass) {
    return new PathVerdict(
        pathClass,
        Transport.UNKNOWN,
        Optional.of(EvidenceKind.OWN_SOCKETS),
        List.of(
            new EvidenceLine(EvidenceKind.OWN_SOCKETS, "initiator: 2 TCP sockets"),
            new EvidenceLine(EvidenceKind.LANES, "lanes of the endpoint: tcp/eth0")));
  }

  public static TransferRecord verified(TransferKey key, PathClass pathClass, Instant finishedAt) {
    return verified(key, verdict(pathClass), finishedAt);
  }

  public static TransferRecord verified(TransferKey key, PathVerdict verdict, Instant finishedAt) {
    return new TransferRecord(
        key,
        finishedAt.minusSeconds(1),
        finishedAt,
        TransferResult.OK,
        Optional.empty(),
        Optional.of(MEASUREMENT),
        Optional.of(verdict),
        Optional.empty(),
        MEASUREMENT.bytes(),
        "");
  }

  public static TransferRecord corrupt(TransferKey key, Instant finishedAt) {
    return new TransferRecord(
        key,
        finishedAt.minusSeconds(1),
        finishedAt,
        TransferResult.CORRUPT,
        Optional.empty(),
        Optional.of(MEASUREMENT),
        Optional.empty(),
        Optional.of(new Corruption(17, 4096, 0x3c, 0xa5)),
        MEASUREMENT.bytes(),
        "");
  }

  public static TransferRecord unsuccessful(
      TransferKey key, TransferResult result, Instant finishedAt, String detail) {
    return TransferRecord.unsuccessful(
        key, finishedAt.minusSeconds(1), finishedAt, result, 4096, detail);
  }

  public static TransferRecord skipped(TransferKey key, SkipReason reason, Instant at) {
    return TransferRecord.skipped(key, at, reason, "skipped in a test");
  }
}
