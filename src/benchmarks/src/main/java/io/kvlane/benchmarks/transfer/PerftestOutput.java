package io.kvlane.benchmarks.transfer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ucx_perftest -v} prints, one line a second. */
final class PerftestOutput {

  /** Before the report of each second, but not before the last line. */
  private static final Pattern THREAD = Pattern.compile("^\\[thread \\d+]\\s*");

  private static final Pattern NUMBERS = Pattern.compile("\\d+(\\.\\d+)?(,\\d+(\\.\\d+)?){7}");
  private static final int OVERALL_BANDWIDTH = 5;
  private static final double MIB = 1 << 20;

  private PerftestOutput() {}

  /**
   * The rate since the start of the measurement, in bytes a second; empty for a line that is no
   * report.
   */
  static Optional<Double> overallRate(String line) {
    String numbers = THREAD.matcher(line.strip()).replaceFirst("");
    Matcher report = NUMBERS.matcher(numbers);
    return report.matches()
        ? Optional.of(Double.parseDouble(numbers.split(",")[OVERALL_BANDWIDTH]) * MIB)
        : Optional.empty();
  }
}
