package io.kvlane.core.snapshot;

import io.kvlane.core.path.PathClass;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * What is left of a verified run once others came after it: enough to draw it.
 *
 * @param at when it ended
 * @param bytesPerSecond its bandwidth
 * @param pathClass the path that its bytes took
 */
public record RecentRun(Instant at, double bytesPerSecond, PathClass pathClass) {

  /** What is left of a run, empty unless its payload was verified. */
  static Optional<RecentRun> of(TransferRecord run) {
    return run.verdict()
        .map(verdict ->
            new RecentRun(
                run.finishedAt(),
                run.measurement().orElseThrow().bandwidthBytesPerSecond(),
                verdict.pathClass()));
  }
}
