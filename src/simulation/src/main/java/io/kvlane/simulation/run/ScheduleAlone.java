package io.kvlane.simulation.run;

import io.kvlane.simulation.cluster.View;
import io.kvlane.simulation.measure.MetPairs;
import java.time.Duration;
import java.time.Instant;

/**
 * Which pairs would meet if every meeting of living nodes took place and nobody came or went: what
 * is said of times that would take too long to simulate.
 */
final class ScheduleAlone {

  private ScheduleAlone() {}

  /** Share of all pairs of living nodes that has met after a time. */
  static double share(World world, Duration time) {
    Duration epoch = world.assumptions().epoch();
    View view = world.viewOfAll();
    MetPairs met = new MetPairs(world.nodes().size());
    world.nodes().stream()
        .filter(node -> !world.isDead(node))
        .forEach(node -> met.joined(node.number()));
    long first = view.epochAt(Instant.EPOCH.plusMillis(world.startMillis()));
    for (long number = first; number < first + time.dividedBy(epoch); number++) {
      for (Node node : world.nodes()) {
        long now = number;
        view.meeting(node.name(), now)
            .map(meeting -> world.node(meeting.peer()))
            .filter(peer -> !world.isDead(node) && !world.isDead(peer))
            .ifPresent(peer -> met.measured(node.number(), peer.number()));
      }
    }
    return met.share();
  }
}
