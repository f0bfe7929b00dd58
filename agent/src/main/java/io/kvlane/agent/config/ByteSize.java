package io.kvlane.agent.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written as {@code 67108864}, {@code 64MiB}, {@code 64Mi} or {@code 1GiB}.
 *
 * @param bytes the number, at least 0
 */
public record ByteSize(long bytes) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(?:([KMG])i(?:B)?)?");

  /** The letters of the units, each 1024 times the one before; the first is that of KiB. */
  private static final String UNITS = "KMG";

  private static final int BITS_PER_UNIT = 10;

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException saying how to write one
   * @throws ArithmeticException when it is too large
   */
  public static ByteSize parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a size: write bytes, or a number with KiB, MiB or GiB, such as 64MiB");
    }
    long number = Long.parseLong(form.group(1));
    String unit = form.group(2);
    return new ByteSize(
        unit == null ? number : Math.multiplyExact(number, unitBytes(UNITS.indexOf(unit))));
  }

  /** The size as one would write it: in the largest unit that leaves no rest. */
  String text() {
    for (int unit = UNITS.length() - 1; unit >= 0; unit--) {
      if (bytes != 0 && bytes % unitBytes(unit) == 0) {
        return bytes / unitBytes(unit) + UNITS.substring(unit, unit + 1) + "iB";
      }
    }
    return bytes + " bytes";
  }

  private static long unitBytes(int unit) {
    return 1L << (BITS_PER_UNIT * (unit + 1));
  }
}
