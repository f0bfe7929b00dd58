package io.kvlane.report;

import java.util.Locale;

/** Numbers in words, the same wherever the machine stands. */
public final class Figures {

  private static final double MIB = 1 << 20;

  private Figures() {}

  /** A number with so many decimals. */
  public static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Bytes as MiB. */
  public static String mebibytes(long bytes) {
    return fixed(bytes / MIB, 0);
  }
}
