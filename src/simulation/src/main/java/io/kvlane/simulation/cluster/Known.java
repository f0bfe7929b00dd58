package io.kvlane.simulation.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * Which changes of the cluster an agent knows of. They reach it in any order.
 *
 * @param first number of the first change that it does not know
 * @param beyond later ones that it knows all the same, sorted
 */
public record Known(int first, List<Integer> beyond) {

  /** Takes a copy. */
  public Known {
    beyond = List.copyOf(beyond);
  }

  /** The first so many changes. */
  public static Known upTo(int changes) {
    return new Known(changes, List.of());
  }

  /** The same and one more. */
  public Known and(int change) {
    if (change < first || beyond.contains(change)) {
      return this;
    }
    List<Integer> later = new ArrayList<>(beyond);
    later.add(change);
    later.sort(null);
    int next = first;
    while (!later.isEmpty() && later.getFirst() == next) {
      later.removeFirst();
      next++;
    }
    return new Known(next, later);
  }
}
