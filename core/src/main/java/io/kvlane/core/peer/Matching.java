package io.kvlane.core.peer;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Who meets whom in one epoch, by numbers of nodes. Filled once, then only read. */
final class Matching {

  private static final int NOBODY = -1;

  private final int[] partners;
  private final boolean[] initiates;
  private final boolean[] ofInterest;
  private final long[] visits;

  /** Nobody meets anybody. */
  Matching(int nodes) {
    this.partners = new int[nodes];
    this.initiates = new boolean[nodes];
    this.ofInterest = new boolean[nodes];
    this.visits = new long[nodes];
    Arrays.fill(partners, NOBODY);
  }

  /** Lets two nodes meet, neither of whom meets anybody yet. */
  void pair(int initiator, int responder, boolean interest, long visit) {
    if (!isFree(initiator) || !isFree(responder) || initiator == responder) {
      throw new IllegalStateException(initiator + " and " + responder + " cannot meet");
    }
    initiates[initiator] = true;
    for (int node : new int[] {initiator, responder}) {
      partners[node] = initiator + responder - node;
      ofInterest[node] = interest;
      visits[node] = visit;
    }
  }

  boolean isFree(int node) {
    return partners[node] == NOBODY;
  }

  /** The nodes that meet nobody. */
  int[] free() {
    return IntStream.range(0, partners.length).filter(this::isFree).toArray();
  }

  int partner(int node) {
    return partners[node];
  }

  boolean initiates(int node) {
    return initiates[node];
  }

  boolean isOfInterest(int node) {
    return ofInterest[node];
  }

  long visit(int node) {
    return visits[node];
  }
}
