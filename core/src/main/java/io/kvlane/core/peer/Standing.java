package io.kvlane.core.peer;

import java.util.OptionalLong;

/**
 * What a node says of itself to another one when they meet, so that one that is slow with most of
 * its peers is found at it, and not once at each of them.
 *
 * @param linkBytesPerSecond rate of its fastest active RDMA port, empty when it has none
 * @param pairs pairs of which it has a fresh verified run
 * @param slowPairs those of them that it finds slow
 */
public record Standing(OptionalLong linkBytesPerSecond, int pairs, int slowPairs) {

  /** Nothing is known. */
  public static final Standing UNKNOWN = new Standing(OptionalLong.empty(), 0, 0);

  private static final int LEAST_PAIRS = 3;

  /** Refuses what cannot be. */
  public Standing {
    if (pairs < 0 || slowPairs < 0 || slowPairs > pairs || linkBytesPerSecond.orElse(1) < 1) {
      throw new IllegalArgumentException("a standing of " + slowPairs + " of " + pairs + " pairs");
    }
  }

  /** Whether the node is slow with most of its peers, and so is the one to look at. */
  public boolean slowWithMost() {
    return pairs >= LEAST_PAIRS && slowPairs * 2 > pairs;
  }
}
