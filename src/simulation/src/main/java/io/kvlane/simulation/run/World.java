package io.kvlane.simulation.run;

import io.kvlane.core.peer.InterestGroup;
import io.kvlane.simulation.cluster.Assumptions;
import io.kvlane.simulation.cluster.Change;
import io.kvlane.simulation.cluster.Churn;
import io.kvlane.simulation.cluster.Deployments;
import io.kvlane.simulation.cluster.Known;
import io.kvlane.simulation.cluster.Scenario;
import io.kvlane.simulation.cluster.TransferSizes;
import io.kvlane.simulation.cluster.View;
import io.kvlane.simulation.cluster.Views;
import io.kvlane.simulation.measure.Coverage;
import io.kvlane.simulation.measure.PairWaits.Pair;
import io.kvlane.simulation.measure.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Everything that a simulated agent can see, and what only the simulation sees. */
final class World {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MOST_START_SECONDS = 1L << 31;

  private final Scenario scenario;
  private final RandomGenerator random;
  private final long startMillis;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Node> byName = new HashMap<>();
  private final BitSet dead;
  private final List<Change> changes;
  private final Views views;
  private final TransferSizes sizes;
  private final EventQueue queue = new EventQueue();
  private final Tally tally = new Tally();
  private final Coverage coverage;

  World(Scenario scenario) {
    SplittableRandom seeds = new SplittableRandom(scenario.seed());
    this.scenario = scenario;
    this.sizes = TransferSizes.of(scenario.assumptions());
    // Each has its own: what one draws more does not change another.
    this.random = seeds.split();
    RandomGenerator skews = seeds.split();
    this.startMillis = random.nextLong(MOST_START_SECONDS * 1000);
    this.dead = deadNodes(seeds.split());
    this.changes = Churn.draw(scenario, dead, seeds.split());
    int width = String.valueOf(scenario.nodes() - 1).length();
    List<String> names =
        IntStream.range(0, scenario.nodes())
            .mapToObj(i -> ("node-%0" + width + "d").formatted(i))
            .toList();
    long mostSkew = scenario.faults().skew().toNanos();
    for (String name : names) {
      Node node =
          new Node(
              nodes.size(), name, skews.nextLong(-mostSkew, mostSkew + 1), scenario.assumptions());
      nodes.add(node);
      byName.put(name, node);
    }
    List<InterestGroup> interest = Deployments.draw(names, scenario.overlapping(), seeds.split());
    this.views = new Views(names, interest, scenario.assumptions().epoch(), changes);
    this.coverage = new Coverage(scenario.nodes(), pairs(interest));
  }

  private BitSet deadNodes(RandomGenerator draws) {
    BitSet chosen = new BitSet();
    long wanted = Math.round(scenario.nodes() * scenario.faults().deadShare());
    while (chosen.cardinality() < wanted) {
      chosen.set(draws.nextInt(scenario.nodes()));
    }
    return chosen;
  }

  private Set<Pair> pairs(List<InterestGroup> interest) {
    Set<Pair> pairs = new LinkedHashSet<>();
    for (InterestGroup group : interest) {
      for (String prefill : group.prefill()) {
        for (String decode : group.decode()) {
          if (!prefill.equals(decode)) {
            pairs.add(Pair.of(node(prefill).number(), node(decode).number()));
          }
        }
      }
    }
    return pairs;
  }

  Scenario scenario() {
    return scenario;
  }

  Assumptions assumptions() {
    return scenario.assumptions();
  }

  TransferSizes sizes() {
    return sizes;
  }

  RandomGenerator random() {
    return random;
  }

  EventQueue queue() {
    return queue;
  }

  Tally tally() {
    return tally;
  }

  Coverage coverage() {
    return coverage;
  }

  List<Node> nodes() {
    return nodes;
  }

  List<Change> changes() {
    return changes;
  }

  boolean isDead(Node node) {
    return dead.get(node.number());
  }

  /** The node of a name. */
  Node node(String name) {
    Node found = byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return found;
  }

  /** The cluster as a node sees it. */
  View viewOf(Node node) {
    return views.of(node.known());
  }

  /** The cluster while nobody is away. */
  View viewOfAll() {
    return views.of(Known.upTo(0));
  }

  /** Time of the true clock at the start, in milliseconds since the epoch of Unix. */
  long startMillis() {
    return startMillis;
  }

  /** What a node's clock shows. */
  Instant clockOf(Node node) {
    return Instant.ofEpochMilli(startMillis).plusNanos(queue.nowNanos() + node.skewNanos());
  }

  /** When a node's clock shows a time, in nanoseconds since the start. */
  long whenClockShows(Node node, Instant time) {
    return (time.toEpochMilli() - startMillis) * NANOS_PER_MILLI - node.skewNanos();
  }

  /** Lets a node do something later, unless its agent has ended by then. */
  void later(Node node, long atNanos, Runnable action) {
    int life = node.life();
    queue.at(
        atNanos,
        () -> {
          if (node.life() == life) {
            action.run();
          }
        });
  }

  /** As {@link #later}, after a time of which any is as likely, but at most so long. */
  void soon(Node node, long fromNanos, long withinNanos, Runnable action) {
    later(node, fromNanos + random.nextLong(withinNanos) + 1, action);
  }
}
