package io.kvlane.exporters.prometheus;

import io.kvlane.core.path.EvidenceKind;
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
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.transfer.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs of one key, each with the figures that a test is about. */
public record Runs(TransferKey key) {

  private static final int DESCRIPTORS = 2048;
  private static final int DESCRIPTOR_BYTES = 32 * 1024;
  private static final long WARM_UP_BYTES = 1 << 20;

  public static Runs of(Intent intent, Engine engine, Operation operation) {
    return new Runs(
        TransferKey.loopback(
            intent, engine, operation, Memory.HOST, Optional.empty(), "llama-3.1-8b"));
  }

  Runs between(TransferKind kind, Memory memory) {
    return new Runs(
        new TransferKey(
            kind,
            key.intent(),
            key.engine(),
            key.operation(),
            memory,
            key.device(),
            key.gpu(),
            key.profile(),
            kind == TransferKind.PEER ? Optional.of("node-2") : Optional.empty()));
  }

  /** The same with the memory of a GPU. */
  Runs onGpu(String gpu) {
    return new Runs(between(TransferKind.LOOPBACK, Memory.CUDA).key.onGpu(gpu));
  }

  /** The same with another node. */
  Runs with(String peer) {
    return new Runs(
        TransferKey.peer(
            peer, key.intent(), key.engine(), key.operation(), key.memory(), key.profile()));
  }

  Runs on(String device) {
    return new Runs(
        new TransferKey(
            key.kind(),
            key.intent(),
            key.engine(),
            key.operation(),
            key.memory(),
            Optional.of(device),
            key.gpu(),
            key.profile(),
            key.peer()));
  }

  /** 64 MiB that arrived, capped in bytes. */
  public TransferRecord verified(
      Instant finishedAt, Duration took, PathClass pathClass, Transport transport) {
    return new TransferRecord(
        key,
        finishedAt.minus(took),
        finishedAt,
        TransferResult.OK,
        Optional.empty(),
        Optional.of(measurement(took)),
        Optional.of(
            new PathVerdict(
                pathClass, transport, Optional.of(EvidenceKind.OWN_SOCKETS), List.of())),
        Optional.empty(),
        movedBytes(),
        "");
  }

  TransferRecord corrupt(Instant finishedAt, Duration took) {
    return new TransferRecord(
        key,
        finishedAt.minus(took),
        finishedAt,
        TransferResult.CORRUPT,
        Optional.empty(),
        Optional.of(measurement(took)),
        Optional.empty(),
        Optional.of(new Corruption(7, 4096, 0x12, 0xa5)),
        movedBytes(),
        "");
  }

  TransferRecord unsuccessful(Instant finishedAt, TransferResult result) {
    return TransferRecord.unsuccessful(
        key, finishedAt.minusSeconds(1), finishedAt, result, movedBytes(), "");
  }

  TransferRecord skipped(Instant at, SkipReason reason) {
    return TransferRecord.skipped(key, at, reason, "");
  }

  private static Measurement measurement(Duration took) {
    return new Measurement(
        DESCRIPTORS, DESCRIPTOR_BYTES, took.toNanos() / 4, took.toNanos(), Set.of(Cap.BYTES));
  }

  private static long movedBytes() {
    return WARM_UP_BYTES + (long) DESCRIPTORS * DESCRIPTOR_BYTES;
  }
}
