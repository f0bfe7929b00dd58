package io.kvlane.benchmarks.footprint;

import java.util.function.Predicate;

/** What is read out of an exposition in the Prometheus text format. */
final class Exposition {

  private Exposition() {}

  /** Number of series. */
  static long series(String text) {
    return text.lines()
        .filter(Predicate.not(String::isBlank))
        .filter(l -> !l.startsWith("#"))
        .count();
  }

  /** Sum of a metric over all its labels; zero when there is none. */
  static double sum(String text, String metric) {
    return text.lines()
        .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
