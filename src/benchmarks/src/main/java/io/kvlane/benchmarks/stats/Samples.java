package io.kvlane.benchmarks.stats;

import java.util.Arrays;
import java.util.List;

/**
 * Figures of the same kind, in the order in which they were measured.
 *
 * @param values at least one
 */
public record Samples(List<Double> values) {

  /** Takes a copy. */
  public Samples {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no samples");
    }
    values = List.copyOf(values);
  }

  /** The middle one, or the mean of the two in the middle. */
  public double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The smallest. */
  public double min() {
    return sorted()[0];
  }

  /** The largest. */
  public double max() {
    return sorted()[values.size() - 1];
  }

  /**
   * The smallest value that a share of all values does not exceed.
   *
   * @param percent above 0, at most 100
   */
  public double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * values.size());
    return sorted()[Math.clamp(rank, 1, values.size()) - 1];
  }

  private double[] sorted() {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
