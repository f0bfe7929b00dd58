package io.kvlane.simulation.run;

import io.kvlane.simulation.cluster.Assumptions;
import io.kvlane.simulation.cluster.Change;
import io.kvlane.simulation.cluster.Known;

/** Nodes come and go, and agents learn of it, each after a while of its own. */
final class Watch {

  private final World world;
  private final Meetings meetings;
  private final Witnesses witnesses;

  Watch(World world, Meetings meetings, Witnesses witnesses) {
    this.world = world;
    this.witnesses = witnesses;
    this.meetings = meetings;
  }

  /** All living nodes begin, and what will change is planned. */
  void start() {
    world.nodes().stream().filter(node -> !world.isDead(node)).forEach(node -> join(node, 0));
    for (Change change : world.changes()) {
      world.queue().at(change.atNanos(), () -> happen(change));
    }
  }

  private void happen(Change change) {
    Node node = world.nodes().get(change.node());
    if (change.joins()) {
      join(node, change.number() + 1);
    } else {
      node.stop(world.queue().nowNanos());
      world.coverage().left(node.number());
    }
    world.nodes().stream()
        .filter(other -> other.isAlive() && other != node)
        .forEach(other ->
            world.later(
                other,
                world.queue().nowNanos() + delayNanos(),
                () -> {
                  other.learns(change.number());
                  meetings.look(other);
                }));
  }

  /** A new agent asks for all nodes that there are now. */
  private void join(Node node, int changes) {
    node.start(Known.upTo(changes), world.queue().nowNanos());
    world.coverage().joined(node.number(), world.queue().nowNanos());
    witnesses.started(node);
    meetings.start(node);
    Loopback.start(world, node);
  }

  private long delayNanos() {
    Assumptions assumptions = world.assumptions();
    long drawn = (long) (world.random().nextExponential() * assumptions.watchDelay().toNanos());
    return Math.min(drawn, assumptions.longestWatchDelay().toNanos());
  }
}
