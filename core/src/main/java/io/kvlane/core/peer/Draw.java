package io.kvlane.core.peer;

/**
 * Numbers that look random and are the same at every agent (SplitMix64; G. Steele, D. Lea and C.
 * Flood, Fast splittable pseudorandom number generators, 2014). Not the JDK's: two releases of it
 * may draw differently.
 */
final class Draw {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  Draw(long seed) {
    this.state = seed;
  }

  /** Draws of one epoch. */
  static Draw of(long seed, long epoch) {
    return new Draw(mix(seed ^ mix(epoch + GOLDEN_GAMMA)));
  }

  /** A number of 64 bits. */
  long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
