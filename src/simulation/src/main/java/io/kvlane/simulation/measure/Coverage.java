package io.kvlane.simulation.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who has measured whom, and how long it took. Not thread-safe. */
public final class Coverage {

  /**
   * Above it only the share of all pairs is followed: there is no time after which all have met.
   */
  public static final int MOST_TIMED = 512;

  private final boolean[] alive;
  private final PairWaits interest;
  private final Optional<PairWaits> all;
  private final MetPairs met;
  private final SortedMap<Duration, Double> shares = new TreeMap<>();

  /**
   * Nobody is there yet.
   *
   * @param interest pairs of interest, each once
   */
  public Coverage(int nodes, Iterable<PairWaits.Pair> interest) {
    this.alive = new boolean[nodes];
    this.interest = new PairWaits(nodes, interest);
    this.all = nodes > MOST_TIMED ? Optional.empty() : Optional.of(allPairs(nodes));
    this.met = new MetPairs(nodes);
  }

  private static PairWaits allPairs(int nodes) {
    List<PairWaits.Pair> pairs = new ArrayList<>();
    for (int high = 1; high < nodes; high++) {
      for (int low = 0; low < high; low++) {
        pairs.add(new PairWaits.Pair(low, high));
      }
    }
    return new PairWaits(nodes, pairs);
  }

  /** A living node is there. */
  public void joined(int node, long nowNanos) {
    interest.joined(node, alive, nowNanos);
    all.ifPresent(pairs -> pairs.joined(node, alive, nowNanos));
    met.joined(node);
    alive[node] = true;
  }

  /** A node is gone. */
  public void left(int node) {
    alive[node] = false;
    interest.left(node);
    all.ifPresent(pairs -> pairs.left(node));
    met.left(node);
  }

  /** Two nodes have measured each other. */
  public void measured(int one, int other, long nowNanos) {
    interest.measured(one, other, nowNanos);
    all.ifPresent(pairs -> pairs.measured(one, other, nowNanos));
    met.measured(one, other);
  }

  /** Takes note of the share of all pairs that have met by now. */
  public void noteShare(Duration now) {
    shares.put(now, met.share());
  }

  /** Whether every pair that is followed has been measured. */
  public boolean complete() {
    return interest.complete() && all.map(PairWaits::complete).orElse(false);
  }

  /** How many pairs of interest there are, dead nodes included. */
  public int pairsOfInterest() {
    return interest.size();
  }

  /** Pairs of interest of one node. */
  public int pairsOfInterest(int node) {
    return interest.size(node);
  }

  /** How long pairs of interest waited. */
  public Waits interestWaits(long nowNanos) {
    return interest.waits(nowNanos);
  }

  /** How long all pairs waited, where that is followed. */
  public Optional<Waits> allWaits(long nowNanos) {
    return all.map(pairs -> pairs.waits(nowNanos));
  }

  /** Share of all pairs that had met, by time. */
  public SortedMap<Duration, Double> shares() {
    return new TreeMap<>(shares);
  }

  /** Peers of the node that has measured most, of those that are there. */
  public int mostPeers() {
    return met.mostPeers();
  }
}
