package io.kvlane.core.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A histogram of durations with fixed upper bounds.
 *
 * @param boundsSeconds upper bounds of the buckets, ascending; one more bucket holds the rest
 * @param counts observations a bucket, not cumulative, one more than bounds
 * @param sumSeconds sum of all observations
 */
public record Histogram(List<Double> boundsSeconds, List<Long> counts, double sumSeconds) {

  /** Half a millisecond to ten seconds: from a healthy capped run to one that crawls. */
  public static final List<Double> TRANSFER_BOUNDS_SECONDS =
      List.of(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0);

  /** Checks the sizes and takes copies. */
  public Histogram {
    boundsSeconds = List.copyOf(boundsSeconds);
    counts = List.copyOf(counts);
    if (counts.size() != boundsSeconds.size() + 1) {
      throw new IllegalArgumentException("a histogram needs one more count than bounds");
    }
  }

  /** A histogram that has seen nothing. */
  public static Histogram empty(List<Double> boundsSeconds) {
    return new Histogram(boundsSeconds, Collections.nCopies(boundsSeconds.size() + 1, 0L), 0);
  }

  /** The histogram after one more observation. */
  public Histogram plus(double seconds) {
    int bucket = 0;
    while (bucket < boundsSeconds.size() && seconds > boundsSeconds.get(bucket)) {
      bucket++;
    }
    List<Long> raised = new ArrayList<>(counts);
    raised.set(bucket, raised.get(bucket) + 1);
    return new Histogram(boundsSeconds, raised, sumSeconds + seconds);
  }

  /** This histogram and another one with the same bounds together. */
  public Histogram plus(Histogram other) {
    if (!boundsSeconds.equals(other.boundsSeconds)) {
      throw new IllegalArgumentException("histograms with different bounds");
    }
    List<Long> sums = new ArrayList<>();
    for (int bucket = 0; bucket < counts.size(); bucket++) {
      sums.add(counts.get(bucket) + other.counts.get(bucket));
    }
    return new Histogram(boundsSeconds, sums, sumSeconds + other.sumSeconds);
  }

  /** Number of observations. */
  public long count() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
