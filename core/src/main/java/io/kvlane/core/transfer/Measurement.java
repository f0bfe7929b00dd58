package io.kvlane.core.transfer;

import java.util.Locale;
import java.util.Set;

/**
 * What was measured of a run, warm-up not counted.
 *
 * @param descriptors descriptors moved, at least 1
 * @param descriptorBytes bytes of one descriptor
 * @param postNanos time spent in posting operations
 * @param transferNanos time from the first post until the last byte was known to have arrived,
 *     above 0
 * @param caps what cut the run short of its whole profile; empty for a whole one
 */
public record Measurement(
    int descriptors, int descriptorBytes, long postNanos, long transferNanos, Set<Cap> caps) {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BYTES_PER_GIGABYTE = 1e9;

  /** Checks the ranges. */
  public Measurement {
    if (descriptors < 1 || descriptorBytes < 1 || postNanos < 0 || transferNanos < 1) {
      throw new IllegalArgumentException(
          "not a measurement: %d descriptors of %d bytes, posted in %d ns, moved in %d ns"
              .formatted(descriptors, descriptorBytes, postNanos, transferNanos));
    }
    caps = Set.copyOf(caps);
  }

  /** Bytes of payload moved. */
  public long bytes() {
    return (long) descriptors * descriptorBytes;
  }

  /** Payload over transfer time. */
  public double bandwidthBytesPerSecond() {
    return bytes() * NANOS_PER_SECOND / transferNanos;
  }

  /** The bandwidth in words, to three digits, such as {@code 12.3 GB/s}. */
  public String bandwidthText() {
    return String.format(Locale.ROOT, "%.3g GB/s", bandwidthBytesPerSecond() / BYTES_PER_GIGABYTE);
  }
}
