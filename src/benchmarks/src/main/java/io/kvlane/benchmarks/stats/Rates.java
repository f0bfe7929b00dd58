package io.kvlane.benchmarks.stats;

import static io.kvlane.report.Figures.fixed;

/** Rates in words. */
public final class Rates {

  private static final double GB = 1e9;

  private Rates() {}

  /** Rates in bytes a second as GB/s: the median, and from smallest to largest. */
  public static String rates(Samples samples) {
    return fixed(samples.median() / GB, 2)
        + " ("
        + fixed(samples.min() / GB, 2)
        + "–"
        + fixed(samples.max() / GB, 2)
        + ")";
  }
}
