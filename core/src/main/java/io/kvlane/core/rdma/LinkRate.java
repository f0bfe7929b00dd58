package io.kvlane.core.rdma;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rate of a link.
 *
 * @param text as sysfs prints it, with width and speed: {@code 400 Gb/sec (4X NDR)}
 * @param bytesPerSecond the rate before any encoding and headers
 */
public record LinkRate(String text, long bytesPerSecond) {

  private static final Pattern RATE =
      Pattern.compile("(\\d{1,6})(\\.5)? Gb/sec( \\(\\d+X[ A-Z0-9]*\\))?");

  private static final long BYTES_PER_GIGABIT = 1_000_000_000 / 8;

  /**
   * Reads {@code ports/P/rate} (Linux, {@code rate_show} in {@code
   * drivers/infiniband/core/sysfs.c}).
   *
   * @return empty for anything else, and for a rate of zero, which is no rate
   */
  public static Optional<LinkRate> parse(String text) {
    Matcher matcher = RATE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long half = matcher.group(2) == null ? 0 : BYTES_PER_GIGABIT / 2;
    long bytesPerSecond = Long.parseLong(matcher.group(1)) * BYTES_PER_GIGABIT + half;
    return bytesPerSecond == 0 ? Optional.empty() : Optional.of(new LinkRate(text, bytesPerSecond));
  }
}
