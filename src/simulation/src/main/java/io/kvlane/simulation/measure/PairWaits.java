package io.kvlane.simulation.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When pairs of nodes are measured for the first time. An agent that comes back knows nothing of
 * before: its pairs begin to wait anew. Not thread-safe.
 */
public final class PairWaits {

  private static final long NOT_THERE = -1;
  private static final long MEASURED = -2;
  private static final double PERCENT_99 = 0.99;

  private final Map<Pair, Integer> numbers = new HashMap<>();
  private final List<List<Pair>> pairsOf = new ArrayList<>();

  /** Since when a pair waits, or one of the constants above. */
  private final long[] since;

  private long[] waits = new long[1024];
  private int measured;
  private int waiting;

  /**
   * Two nodes.
   *
   * @param low number of one, below the other's
   * @param high number of the other
   */
  public record Pair(int low, int high) {

    /** Two nodes in whichever order. */
    public static Pair of(int one, int other) {
      return new Pair(Math.min(one, other), Math.max(one, other));
    }

    private int other(int node) {
      return node == low ? high : low;
    }
  }

  /**
   * Pairs of which nobody is there yet.
   *
   * @param nodes how many nodes there are
   * @param pairs pairs to watch, each once
   */
  public PairWaits(int nodes, Iterable<Pair> pairs) {
    for (int node = 0; node < nodes; node++) {
      pairsOf.add(new ArrayList<>());
    }
    for (Pair pair : pairs) {
      numbers.put(pair, numbers.size());
      pairsOf.get(pair.low()).add(pair);
      pairsOf.get(pair.high()).add(pair);
    }
    this.since = new long[numbers.size()];
    Arrays.fill(since, NOT_THERE);
  }

  /** How many pairs are watched. */
  public int size() {
    return numbers.size();
  }

  /** How many pairs of one node are watched. */
  int size(int node) {
    return pairsOf.get(node).size();
  }

  /**
   * A node is there, and begins to wait for those that are there.
   *
   * @param alive which nodes are there, by number
   */
  void joined(int node, boolean[] alive, long nowNanos) {
    for (Pair pair : pairsOf.get(node)) {
      if (alive[pair.other(node)]) {
        waiting++;
        since[number(pair)] = nowNanos;
      }
    }
  }

  /** A node is gone, and with it what was measured and what was waited for. */
  void left(int node) {
    for (Pair pair : pairsOf.get(node)) {
      int number = number(pair);
      if (since[number] >= 0) {
        waiting--;
      }
      since[number] = NOT_THERE;
    }
  }

  /** Two nodes have measured each other. */
  void measured(int one, int other, long nowNanos) {
    Integer number = numbers.get(Pair.of(one, other));
    if (number == null || since[number] < 0) {
      return;
    }
    if (measured == waits.length) {
      waits = Arrays.copyOf(waits, 2 * measured);
    }
    waits[measured++] = nowNanos - since[number];
    waiting--;
    since[number] = MEASURED;
  }

  /** Whether no pair waits. */
  boolean complete() {
    return waiting == 0;
  }

  /** How long all have waited. */
  Waits waits(long nowNanos) {
    long[] sorted = Arrays.copyOf(waits, measured);
    Arrays.sort(sorted);
    long longest = measured == 0 ? 0 : sorted[measured - 1];
    long[] open =
        Arrays.stream(since).filter(at -> at >= 0).map(at -> nowNanos - at).sorted().toArray();
    int overdue = (int) Arrays.stream(open).filter(waited -> waited > longest).count();
    int rank = (int) Math.ceil(PERCENT_99 * (measured + overdue)) - 1;
    long p99 = rank < 0 ? 0 : rank < measured ? sorted[rank] : open[open.length - 1];
    return new Waits(
        measured,
        overdue,
        Duration.ofNanos(p99),
        Duration.ofNanos(overdue > 0 ? open[open.length - 1] : longest));
  }

  private int number(Pair pair) {
    return numbers.getOrDefault(pair, -1);
  }
}
