package io.kvlane.core.peer;

import io.kvlane.core.transfer.TransferKey;
import java.time.Instant;

/**
 * A run that another node posted and this one served, as the other one says.
 *
 * @param key what kind of run, with the other node as its peer
 * @param bytes payload moved, above 0
 * @param transferNanos time that it took, above 0
 * @param at when it was closed
 */
public record ServedRun(TransferKey key, long bytes, long transferNanos, Instant at) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Refuses what cannot be. */
  public ServedRun {
    if (bytes < 1 || transferNanos < 1) {
      throw new IllegalArgumentException(bytes + " bytes in " + transferNanos + " ns");
    }
  }

  /** Payload over transfer time. */
  public double bandwidthBytesPerSecond() {
    return bytes * NANOS_PER_SECOND / transferNanos;
  }
}
