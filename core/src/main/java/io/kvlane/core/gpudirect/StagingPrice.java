package io.kvlane.core.gpudirect;

import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * What staging through host memory costs a GPU's transfers inside the node: how many times as long
 * a staged run takes as one that goes as it does by default.
 *
 * @param byDefault the default run
 * @param staged the staged run
 */
public record StagingPrice(TransferRecord byDefault, TransferRecord staged) {

  /**
   * The price of one operation.
   *
   * @param gpu name of the GPU
   * @return empty unless fresh verified runs of both kinds are there
   */
  public static Optional<StagingPrice> of(
      NodeSnapshot snapshot, String gpu, Operation operation, Instant now) {
    return verified(snapshot, gpu, Intent.DEFAULT, operation, now)
        .flatMap(byDefault ->
            verified(snapshot, gpu, Intent.STAGED, operation, now)
                .map(staged -> new StagingPrice(byDefault, staged)));
  }

  private static Optional<TransferRecord> verified(
      NodeSnapshot snapshot, String gpu, Intent intent, Operation operation, Instant now) {
    return snapshot.transfers().entrySet().stream()
        .filter(entry -> isOf(entry.getKey(), gpu, intent, operation))
        .flatMap(entry -> entry.getValue().lastVerified().stream())
        .filter(run -> snapshot.isFresh(run, now))
        .findFirst();
  }

  private static boolean isOf(TransferKey key, String gpu, Intent intent, Operation operation) {
    return key.intent() == intent
        && key.operation() == operation
        && key.gpu().filter(gpu::equals).isPresent();
  }

  /** Times as long as by default, above 0; about 1 where the default is staged, too. */
  public double ratio() {
    return bandwidth(byDefault) / bandwidth(staged);
  }

  private static double bandwidth(TransferRecord run) {
    return run.measurement().map(Measurement::bandwidthBytesPerSecond).orElseThrow();
  }
}
