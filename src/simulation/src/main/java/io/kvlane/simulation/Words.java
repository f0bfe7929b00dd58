package io.kvlane.simulation;

import static io.kvlane.report.Figures.fixed;

import java.time.Duration;
import java.util.Locale;

/** Figures of a simulation in words. */
final class Words {

  private Words() {}

  /** A time to the second, or to the minute where it is hours. */
  static String time(Duration time) {
    long seconds = Math.round(time.toMillis() / 1e3);
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    long minutes = Math.round(seconds / 60.0);
    return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }

  /** A share as a percentage. */
  static String percent(double share) {
    return fixed(100 * share, 1) + " %";
  }

  /** How many of something there are of a thousand of something else. */
  static String perThousand(long count, long of) {
    return of == 0 ? "–" : fixed(1000.0 * count / of, 1);
  }
}
