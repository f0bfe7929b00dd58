package io.kvlane.simulation.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws when which nodes leave and come back: at random times, each under its old name after a
 * while, as a node does that is drained and rebooted.
 */
public final class Churn {

  private static final double HOUR_NANOS = Duration.ofHours(1).toNanos();

  private Churn() {}

  /**
   * Draws the changes of a whole run, by time.
   *
   * @param dead nodes that are dead anyway, and stay where they are
   */
  public static List<Change> draw(Scenario scenario, BitSet dead, RandomGenerator random) {
    double leavingPerNano = scenario.nodes() * scenario.faults().leavingPerHour() / HOUR_NANOS;
    if (leavingPerNano <= 0) {
      return List.of();
    }
    long[] backAtNanos = new long[scenario.nodes()];
    List<Change> changes = new ArrayList<>();
    long end = scenario.lasts().toNanos();
    for (long at = pause(leavingPerNano, random); at < end; at += pause(leavingPerNano, random)) {
      int node = random.nextInt(scenario.nodes());
      if (!dead.get(node) && backAtNanos[node] <= at) {
        backAtNanos[node] = at + scenario.assumptions().absence().drawNanos(random);
        changes.add(new Change(0, at, node, false));
        changes.add(new Change(0, backAtNanos[node], node, true));
      }
    }
    return numbered(changes);
  }

  private static long pause(double perNano, RandomGenerator random) {
    return (long) (random.nextExponential() / perNano) + 1;
  }

  private static List<Change> numbered(List<Change> changes) {
    List<Change> numbered = new ArrayList<>();
    for (Change change :
        changes.stream().sorted(Comparator.comparingLong(Change::atNanos)).toList()) {
      numbered.add(new Change(numbered.size(), change.atNanos(), change.node(), change.joins()));
    }
    return List.copyOf(numbered);
  }
}
