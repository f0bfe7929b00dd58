package io.kvlane.core.profile;

/**
 * The payload of a run: a function of the run's seed and of the place in the sender's buffer, so
 * that stale bytes, a block in the wrong place and bytes that never came all differ from what is
 * expected.
 */
public final class PayloadPattern {

  /** What the receiving side writes over its buffer before a run. */
  public static final byte POISON = (byte) 0xA5;

  private static final long WEYL = 0x9e3779b97f4a7c15L;
  private static final long MULTIPLIER = 0xbf58476d1ce4e5b9L;

  private PayloadPattern() {}

  /**
   * The eight bytes, little-endian, at one word of the sender's buffer.
   *
   * @param seed the run's seed
   * @param wordIndex byte offset in the sender's buffer divided by eight
   */
  public static long word(long seed, long wordIndex) {
    return mix(seed, wordIndex);
  }

  /** Spreads a seed and an index over 64 bits; the first half of SplitMix64's finalizer. */
  static long mix(long seed, long index) {
    long z = seed + index * WEYL;
    z = (z ^ (z >>> 30)) * MULTIPLIER;
    return z ^ (z >>> 27);
  }
}
