package io.kvlane.agent.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written as {@code 67108864}, {@code 64MiB}, {@code 64Mi} or {@code 1GiB}.
 *
 * @param bytes the number, at least 0
 */
public record ByteSize(long bytes) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(?:([KMG])i(?:B)?)?");

  private static final Map<String, Integer> SHIFTS = Map.of("K", 10, "M", 20, "G", 30);

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException saying how to write one
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
        unit == null ? number : Math.multiplyExact(number, 1L << SHIFTS.getOrDefault(unit, 0)));
  }
}
