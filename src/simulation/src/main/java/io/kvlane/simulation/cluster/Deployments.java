package io.kvlane.simulation.cluster;

import io.kvlane.core.peer.InterestGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws which nodes hold the workers of which deployment: one deployment for fifty nodes, of 4 to
 * 16 prefill and 8 to 24 decode nodes, fewer where the cluster is small.
 */
public final class Deployments {

  private static final int NODES_PER_DEPLOYMENT = 50;
  private static final int LEAST_PREFILL = 4;
  private static final int MOST_PREFILL = 16;
  private static final int LEAST_DECODE = 8;
  private static final int MOST_DECODE = 24;

  /** Of so many deployments one shares nodes with a small one. */
  private static final int SHARING_ONE_OF = 5;

  private final RandomGenerator random;
  private final Deque<String> unused;
  private final int nodes;

  private Deployments(List<String> names, RandomGenerator random) {
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, java.util.Random.from(random));
    this.random = random;
    this.unused = new ArrayDeque<>(shuffled);
    this.nodes = names.size();
  }

  /**
   * Draws.
   *
   * @param names names of the nodes, at least 2
   * @param overlapping whether some share nodes with another, small one
   */
  public static List<InterestGroup> draw(
      List<String> names, boolean overlapping, RandomGenerator random) {
    Deployments deployments = new Deployments(names, random);
    List<InterestGroup> large = new ArrayList<>();
    for (int i = 0; i < Math.max(1, names.size() / NODES_PER_DEPLOYMENT); i++) {
      large.add(deployments.large());
    }
    List<InterestGroup> all = new ArrayList<>(large);
    for (int i = 0; overlapping && i < large.size(); i += SHARING_ONE_OF) {
      all.add(deployments.small(large.get(i)));
    }
    return List.copyOf(all);
  }

  private InterestGroup large() {
    int prefill = Math.min(random.nextInt(LEAST_PREFILL, MOST_PREFILL + 1), Math.max(1, nodes / 3));
    int decode = random.nextInt(LEAST_DECODE, MOST_DECODE + 1);
    return new InterestGroup(take(prefill), take(decode));
  }

  /** One prefill node and two decode nodes of another deployment, and as many of its own. */
  private InterestGroup small(InterestGroup other) {
    List<String> prefill = new ArrayList<>(take(1));
    prefill.add(other.prefill().getFirst());
    List<String> decode = new ArrayList<>(take(2));
    decode.addAll(other.decode().subList(0, Math.min(2, other.decode().size())));
    return new InterestGroup(prefill, decode);
  }

  private List<String> take(int count) {
    List<String> taken = new ArrayList<>();
    while (taken.size() < count && !unused.isEmpty()) {
      taken.add(unused.remove());
    }
    return taken;
  }
}
