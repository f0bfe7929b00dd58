package io.kvlane.probes.session;

import io.kvlane.core.profile.TransferShape;
import java.time.Duration;

/**
 * How much to keep in flight and how large a single message may be, from the rate that the warm-up
 * saw, so that a run over a slow path ends soon after its time is up.
 *
 * @param bytesPerNano about how fast the path is
 */
record RunSizing(double bytesPerNano) {

  /** Before anything is known: a slow path is assumed, 100 MB/s. */
  static final RunSizing UNKNOWN_RATE = new RunSizing(0.1);

  private static final int MOST_IN_FLIGHT = 128;
  private static final Duration IN_FLIGHT_FOR = Duration.ofMillis(20);
  private static final int LEAST_MESSAGE_BYTES = 64 * 1024;

  /** A rate that was seen. */
  static RunSizing ofRate(double bytesPerNano) {
    return new RunSizing(bytesPerNano);
  }

  /** Operations to keep in flight: what the path moves in twenty milliseconds, but at most 128. */
  int window(int descriptorBytes) {
    double operations = bytesPerNano * IN_FLIGHT_FOR.toNanos() / descriptorBytes;
    return (int) Math.clamp(operations, 1, MOST_IN_FLIGHT);
  }

  /** About how long so many bytes take. */
  Duration expected(long bytes) {
    return Duration.ofNanos((long) (bytes / bytesPerNano));
  }

  /**
   * The part of a transfer that fits into a time. Many descriptors are cut short while they are
   * posted; a single message cannot be, so it is made smaller beforehand.
   */
  TransferShape fitting(TransferShape whole, Duration time) {
    if (whole.descriptors() > 1) {
      return whole;
    }
    double bytes = Math.max(LEAST_MESSAGE_BYTES, bytesPerNano * time.toNanos());
    return bytes >= whole.totalBytes() ? whole : whole.cappedTo((long) bytes);
  }
}
