package io.kvlane.benchmarks.report;

import io.kvlane.benchmarks.stats.Samples;
import java.util.Locale;

/** Numbers in words, the same wherever the machine stands. */
public final class Figures {

  private static final double GB = 1e9;
  private static final double MIB = 1 << 20;

  private Figures() {}

  /** A number with so many decimals. */
  public static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Rates in bytes a second as GB/s: the median, and from smallest to largest. */
  public static String rates(Samples samples) {
    return fixed(samples.median() / GB, 2)
        + " ("
        + fixed(samples.min() / GB, 2)
        + "–"
        + fixed(samples.max() / GB, 2)
        + ")";
  }

  /** Bytes as MiB. */
  public static String mebibytes(long bytes) {
    return fixed(bytes / MIB, 0);
  }
}
