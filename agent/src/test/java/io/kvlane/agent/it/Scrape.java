package io.kvlane.agent.it;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An answer of {@code /metrics} in the text format.
 *
 * @param text the whole answer
 */
record Scrape(String text) {

  /** The series of a metric that have all these labels, each written as {@code name=value}. */
  List<String> series(String metric, String... labels) {
    return text.lines()
        .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
        .filter(line -> Arrays.stream(labels).allMatch(label -> has(line, label)))
        .toList();
  }

  /** The sum of these series, empty when there is none. */
  OptionalDouble value(String metric, String... labels) {
    List<String> series = series(metric, labels);
    return series.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            series.stream()
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum());
  }

  private static boolean has(String line, String label) {
    int equals = label.indexOf('=');
    String quoted = label.substring(0, equals) + "=\"" + label.substring(equals + 1) + "\"";
    return line.contains("{" + quoted) || line.contains("," + quoted);
  }
}
