package io.kvlane.benchmarks.inspection;

import io.kvlane.benchmarks.stats.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Processor time of the same pass, again and again.
 *
 * @param firstMillis the first, which loads classes and knows nothing yet
 * @param secondMillis the second, before the JVM has compiled much
 * @param laterMillis those that follow
 */
record Passes(double firstMillis, double secondMillis, Samples laterMillis) {

  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * Makes passes.
   *
   * @param pass what to measure
   * @param number how many, at least 3
   * @param cpuNanos processor time taken so far by the thread that makes them
   */
  static Passes make(Runnable pass, int number, LongSupplier cpuNanos) {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      long before = cpuNanos.getAsLong();
      pass.run();
      millis.add((cpuNanos.getAsLong() - before) / NANOS_PER_MILLI);
    }
    return new Passes(millis.get(0), millis.get(1), new Samples(millis.subList(2, number)));
  }
}
