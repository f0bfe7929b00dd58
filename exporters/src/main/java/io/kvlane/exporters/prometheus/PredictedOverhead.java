package io.kvlane.exporters.prometheus;

import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a whole KV transfer would add to the time to the first token: the profile's bytes over the
 * bandwidth of the fresh verified run that resembles a worker pod's transfer most.
 *
 * <p>Runs are capped in bytes and time, so this extrapolates.
 */
final class PredictedOverhead {

  /**
   * Between nodes rather than inside one, then GPU memory rather than host memory: both
   * enumerations are declared in that order. The later run decides what is left.
   */
  private static final Comparator<TransferRecord> RESEMBLANCE =
      Comparator.comparing((TransferRecord run) -> run.key().kind())
          .thenComparing(run -> run.key().memory())
          .thenComparing(TransferRecord::finishedAt);

  private PredictedOverhead() {}

  /**
   * The prediction for one profile.
   *
   * @return seconds, above 0; empty when no fresh run supports one
   */
  static Optional<Double> seconds(KvProfile profile, NodeSnapshot node) {
    return node.freshVerdicts(node.at())
        .filter(run -> resemblesWorker(run.key(), profile))
        .max(RESEMBLANCE)
        .flatMap(TransferRecord::measurement)
        .map(Measurement::bandwidthBytesPerSecond)
        .map(bandwidth -> profile.shape().totalBytes() / bandwidth);
  }

  private static boolean resemblesWorker(TransferKey key, KvProfile profile) {
    return key.engine() == Engine.UCX
        && key.operation() == Operation.READ
        && key.profile().equals(profile.name());
  }
}
