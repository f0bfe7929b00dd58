package io.kvlane.core.peer;

import io.kvlane.core.transfer.Labelled;

/**
 * How much weaker one side of a pair is than the other.
 *
 * @param <T> what the sides are: directions or operations
 * @param weaker the side with less bandwidth
 * @param stronger the other side
 * @param weakerBytesPerSecond its bandwidth
 * @param strongerBytesPerSecond the other side's bandwidth, no less
 */
public record Asymmetry<T extends Labelled>(
    T weaker, T stronger, double weakerBytesPerSecond, double strongerBytesPerSecond) {

  static <T extends Labelled> Asymmetry<T> of(
      T one, double oneBytesPerSecond, T other, double otherBytesPerSecond) {
    return oneBytesPerSecond <= otherBytesPerSecond
        ? new Asymmetry<>(one, other, oneBytesPerSecond, otherBytesPerSecond)
        : new Asymmetry<>(other, one, otherBytesPerSecond, oneBytesPerSecond);
  }

  /** The weaker bandwidth over the stronger one, 0 to 1. */
  public double ratio() {
    return weakerBytesPerSecond / strongerBytesPerSecond;
  }
}
