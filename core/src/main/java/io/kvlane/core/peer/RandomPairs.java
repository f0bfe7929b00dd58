package io.kvlane.core.peer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Pairs nodes at random, anew in each epoch, so that a node which comes or goes changes few pairs:
 * the nodes are drawn into buckets of about {@value #BUCKET_NODES}, by their own name and the epoch
 * only, and are paired in their bucket. Agents of which one knows of the change and the other does
 * not yet still agree about all other buckets.
 */
final class RandomPairs {

  private static final int BUCKET_NODES = 32;

  private RandomPairs() {}

  /**
   * A node and what was drawn for it.
   *
   * @param number of the node
   * @param draw looks random, and follows from its name and the epoch
   */
  private record Drawn(int number, long draw) {

    /** Buckets are halves of halves of all draws, so that their number hardly ever changes. */
    long bucket(int bits) {
      return bits == 0 ? 0 : draw >>> (Long.SIZE - bits);
    }

    long visit(long epoch) {
      return Draw.of(draw, epoch).next() >>> 1;
    }
  }

  /** Takes two nodes that meet; the first one begins. */
  @FunctionalInterface
  interface Pairs {
    void pair(int initiator, int responder, long visit);
  }

  /**
   * Pairs nodes. One is left over where their number is odd.
   *
   * @param names names of all nodes, by number
   * @param nodes numbers of those to pair
   */
  static void draw(List<String> names, int[] nodes, long epoch, Pairs pairs) {
    int bits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(names.size() / BUCKET_NODES | 1);
    List<Drawn> drawn =
        Arrays.stream(nodes)
            .mapToObj(node -> new Drawn(node, Draw.of(names.get(node).hashCode(), epoch).next()))
            .sorted(
                Comparator.comparing(Drawn::draw, Long::compareUnsigned)
                    .thenComparingInt(Drawn::number))
            .toList();
    Optional<Drawn> left = Optional.empty();
    for (int i = 0; i < drawn.size(); i++) {
      Drawn one = drawn.get(i);
      boolean together = i + 1 < drawn.size() && drawn.get(i + 1).bucket(bits) == one.bucket(bits);
      Optional<Drawn> other = together ? Optional.of(drawn.get(++i)) : left;
      other.ifPresent(met -> pairs.pair(one.number(), met.number(), one.visit(epoch)));
      if (!together) {
        left = other.isPresent() ? Optional.empty() : Optional.of(one);
      }
    }
  }
}
