package io.kvlane.simulation.measure;

import java.util.Arrays;
import java.util.BitSet;

/** Which nodes have measured which, of nodes that are there. Not thread-safe. */
public final class MetPairs {

  private final BitSet[] peersOf;
  private final BitSet there = new BitSet();

  /** Nobody is there yet. */
  public MetPairs(int nodes) {
    this.peersOf = new BitSet[nodes];
    Arrays.setAll(peersOf, _ -> new BitSet(nodes));
  }

  /** A node is there. */
  public void joined(int node) {
    there.set(node);
  }

  void left(int node) {
    there.clear(node);
    peersOf[node].clear();
    for (BitSet peers : peersOf) {
      peers.clear(node);
    }
  }

  /** Two nodes have measured each other. */
  public void measured(int one, int other) {
    peersOf[one].set(other);
    peersOf[other].set(one);
  }

  /** Peers of the node that has measured most. */
  int mostPeers() {
    return Arrays.stream(peersOf).mapToInt(BitSet::cardinality).max().orElse(0);
  }

  /** Share of the pairs of nodes that are there which have measured each other, 0 to 1. */
  public double share() {
    long nodes = there.cardinality();
    if (nodes < 2) {
      return 1;
    }
    long met = there.stream().mapToLong(node -> peersOf[node].cardinality()).sum();
    return (double) met / (nodes * (nodes - 1));
  }
}
