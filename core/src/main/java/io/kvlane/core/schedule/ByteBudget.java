package io.kvlane.core.schedule;

import java.time.Duration;

/**
 * A token bucket over bytes: however transfers bunch, in the long run they never exceed a rate on
 * average. A window's worth of bytes may come at once after a rest, never more.
 *
 * <p>Immutable; times are those of a monotonic clock, such as {@code System.nanoTime()}, passed in
 * by the caller.
 */
public final class ByteBudget {

  private static final double NANOS_PER_SECOND = 1e9;

  private final long bytesPerSecond;
  private final double capacityBytes;
  private final double availableBytes;
  private final long atNanos;

  private ByteBudget(
      long bytesPerSecond, double capacityBytes, double availableBytes, long atNanos) {
    this.bytesPerSecond = bytesPerSecond;
    this.capacityBytes = capacityBytes;
    this.availableBytes = availableBytes;
    this.atNanos = atNanos;
  }

  /**
   * A budget that has not been used.
   *
   * @param bytesPerSecond average rate, above 0
   * @param window time over which the rate is averaged, above 0
   * @param nowNanos the time now
   */
  public static ByteBudget full(long bytesPerSecond, Duration window, long nowNanos) {
    if (bytesPerSecond < 1 || !window.isPositive()) {
      throw new IllegalArgumentException("a budget needs a rate and a window above 0");
    }
    double capacity = bytesPerSecond * (window.toNanos() / NANOS_PER_SECOND);
    return new ByteBudget(bytesPerSecond, capacity, capacity, nowNanos);
  }

  /** Average rate in bytes a second. */
  public long bytesPerSecond() {
    return bytesPerSecond;
  }

  /**
   * How long to wait until a run may start. A run larger than the whole window waits for a full
   * bucket only, so that it is late but never starved.
   *
   * @param bytes bytes the run may move
   * @return zero when it may start now
   */
  public Duration waitFor(long bytes, long nowNanos) {
    double missing = Math.min((double) bytes, capacityBytes) - availableAt(nowNanos);
    if (missing <= 0) {
      return Duration.ZERO;
    }
    return Duration.ofNanos((long) Math.ceil(missing / bytesPerSecond * NANOS_PER_SECOND));
  }

  /** The budget after bytes were moved; it may go below zero, and is then paid back by waiting. */
  public ByteBudget spend(long bytes, long nowNanos) {
    return new ByteBudget(bytesPerSecond, capacityBytes, availableAt(nowNanos) - bytes, nowNanos);
  }

  /**
   * Share of the window's bytes that is used, 0 when unused, 1 when exhausted, above 1 when
   * overdrawn.
   */
  public double usedRatio(long nowNanos) {
    return 1 - availableAt(nowNanos) / capacityBytes;
  }

  private double availableAt(long nowNanos) {
    double earned = (nowNanos - atNanos) / NANOS_PER_SECOND * bytesPerSecond;
    return Math.min(capacityBytes, availableBytes + Math.max(0, earned));
  }
}
