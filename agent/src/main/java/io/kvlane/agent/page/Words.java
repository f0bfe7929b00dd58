package io.kvlane.agent.page;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Figures and times in words. */
final class Words {

  private static final double GIGA = 1e9;
  private static final double MEGA = 1e6;
  private static final double KIBI = 1024;
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Words() {}

  /** To three digits, as GB/s or MB/s. */
  static String bandwidth(double bytesPerSecond) {
    return bytesPerSecond >= GIGA
        ? digits(bytesPerSecond / GIGA) + " GB/s"
        : digits(bytesPerSecond / MEGA) + " MB/s";
  }

  /** Three digits, and never an exponent. */
  static String digits(double number) {
    String pattern = number >= 100 ? "%.0f" : number >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, pattern, number);
  }

  static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * ratio);
  }

  static String size(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= KIBI && unit < UNITS.length - 1) {
      size /= KIBI;
      unit++;
    }
    return (size == Math.rint(size) ? String.valueOf((long) size) : digits(size))
        + " "
        + UNITS[unit];
  }

  static String count(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  /** A label of the API as words. */
  static String plain(String label) {
    return label.replace('_', ' ');
  }

  /** Words that follow a colon elsewhere, as a sentence of their own. */
  static String sentence(String words) {
    return words.isEmpty()
        ? words
        : Character.toUpperCase(words.charAt(0))
            + words.substring(1)
            + (words.endsWith(".") || words.endsWith("…") ? "" : ".");
  }

  /** At most so many characters; what is longer ends with an ellipsis. */
  static String clip(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  static String ago(Instant then, Instant now) {
    long seconds = Math.max(0, Duration.between(then, now).toSeconds());
    if (seconds < 120) {
      return seconds + " s ago";
    } else if (seconds < 7200) {
      return seconds / 60 + " min ago";
    }
    return seconds < 172_800 ? seconds / 3600 + " h ago" : seconds / 86_400 + " days ago";
  }

  /** How long ago; the moment itself is in the attribute and shows on demand. */
  static Html time(Instant then, Instant now) {
    String exact = then.truncatedTo(ChronoUnit.SECONDS).toString();
    return new Html().element("time", ago(then, now), "datetime", exact, "title", exact);
  }
}
