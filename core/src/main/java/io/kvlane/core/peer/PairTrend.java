package io.kvlane.core.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How fast the verified runs of one kind between two nodes were.
 *
 * <p>The smoothed bandwidth is an average in which the latest run weighs {@value #NEWEST_WEIGHS}
 * and each earlier one less. It begins anew after a day without a run.
 *
 * <p>The baseline is what the pair has shown to be its usual bandwidth: the mean of the first
 * {@value #RUNS_TO_LEARN} runs, then an average that moves by {@value #LEARNS_BY} of the
 * difference, and only with runs of at least {@value #LEARNS_FROM} of it. Evidence raises it; a
 * sudden degradation freezes it, so that a pair does not get used to being slow.
 *
 * <p>A run that moved less than half of the bytes of the largest one in less than half of its time
 * is a short one, such as those made beside live traffic. It pays the same fixed costs for fewer
 * bytes, so it is not compared.
 *
 * @param lastBytesPerSecond bandwidth of the latest run
 * @param smoothedBytesPerSecond smoothed bandwidth
 * @param learnedBytesPerSecond baseline, or what will become it
 * @param runs verified runs that were compared, at least 1
 * @param at when the latest of them ended
 * @param previousAt when the one before it ended, empty after the first
 * @param mostBytes payload of the largest run
 * @param mostNanos time that the largest run took
 */
public record PairTrend(
    double lastBytesPerSecond,
    double smoothedBytesPerSecond,
    double learnedBytesPerSecond,
    int runs,
    Instant at,
    Optional<Instant> previousAt,
    long mostBytes,
    long mostNanos) {

  /** Weight of the latest run in the smoothed bandwidth. */
  public static final double NEWEST_WEIGHS = 0.3;

  /** Verified runs before there is a baseline. */
  public static final int RUNS_TO_LEARN = 5;

  /** Share of the baseline below which a run teaches nothing, and a pair is slow. */
  public static final double LEARNS_FROM = 0.6;

  /** Share of the difference by which a later run moves the baseline. */
  public static final double LEARNS_BY = 0.02;

  /** Runs that lie further apart say nothing of each other. */
  static final Duration MEMORY = Duration.ofDays(1);

  private static final double NANOS_PER_SECOND = 1e9;

  /** The trend after the first run. */
  static PairTrend startingWith(long bytes, long nanos, Instant at) {
    double bandwidth = bytes * NANOS_PER_SECOND / nanos;
    return new PairTrend(bandwidth, bandwidth, bandwidth, 1, at, Optional.empty(), bytes, nanos);
  }

  /**
   * The trend after one more run.
   *
   * @param bytes payload moved, above 0
   * @param nanos time that it took, above 0
   * @param finishedAt when it ended
   */
  PairTrend after(long bytes, long nanos, Instant finishedAt) {
    if (2 * bytes < mostBytes && 2 * nanos < mostNanos) {
      return this;
    }
    double bandwidth = bytes * NANOS_PER_SECOND / nanos;
    boolean anew = at.plus(MEMORY).isBefore(finishedAt);
    boolean largest = bytes >= mostBytes;
    return new PairTrend(
        bandwidth,
        anew ? bandwidth : toward(smoothedBytesPerSecond, bandwidth, NEWEST_WEIGHS),
        learned(bandwidth),
        runs + 1,
        finishedAt,
        Optional.of(at),
        largest ? bytes : mostBytes,
        largest ? nanos : mostNanos);
  }

  private double learned(double bandwidth) {
    if (runs < RUNS_TO_LEARN) {
      return toward(learnedBytesPerSecond, bandwidth, 1.0 / (runs + 1));
    }
    return bandwidth < LEARNS_FROM * learnedBytesPerSecond
        ? learnedBytesPerSecond
        : toward(learnedBytesPerSecond, bandwidth, LEARNS_BY);
  }

  private static double toward(double from, double to, double share) {
    return from + share * (to - from);
  }

  /** The pair's usual bandwidth, empty before {@link #RUNS_TO_LEARN} runs. */
  public OptionalDouble baselineBytesPerSecond() {
    return runs < RUNS_TO_LEARN ? OptionalDouble.empty() : OptionalDouble.of(learnedBytesPerSecond);
  }

  /** Smoothed bandwidth over baseline, above 1 when it is faster; empty without a baseline. */
  public OptionalDouble baselineRatio() {
    return runs < RUNS_TO_LEARN
        ? OptionalDouble.empty()
        : OptionalDouble.of(smoothedBytesPerSecond / learnedBytesPerSecond);
  }
}
