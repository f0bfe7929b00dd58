package io.kvlane.simulation.run;

import io.kvlane.core.peer.Meeting;
import io.kvlane.simulation.cluster.TransferSizes;
import io.kvlane.simulation.series.AgentMemory;
import io.kvlane.simulation.series.SeriesCount;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A few nodes of which everything is remembered that their agents remember: those with the most
 * pairs of interest. To do so for all would cost more than all the rest.
 */
final class Witnesses {

  private static final int MOST = 4;

  private final World world;
  private final Map<Node, AgentMemory> memories;

  Witnesses(World world) {
    this.world = world;
    this.memories =
        world.nodes().stream()
            .filter(node -> !world.isDead(node))
            .sorted(
                Comparator.comparingInt(
                    (Node node) -> -world.coverage().pairsOfInterest(node.number())))
            .limit(MOST)
            .collect(
                Collectors.toMap(
                    node -> node, this::forgetful, (one, _) -> one, LinkedHashMap::new));
  }

  private AgentMemory forgetful(Node node) {
    return new AgentMemory(node.name(), TransferSizes.PROFILES, world.assumptions());
  }

  /** A new agent begins, which remembers nothing. */
  void started(Node node) {
    memories.computeIfPresent(node, (_, _) -> forgetful(node));
  }

  /** Two nodes have measured each other. */
  void measured(Node initiator, Node responder, Meeting meeting) {
    AgentMemory posted = memories.get(initiator);
    if (posted != null) {
      posted.posted(world.viewOf(initiator).cluster(), meeting, world.clockOf(initiator));
    }
    AgentMemory served = memories.get(responder);
    if (served != null) {
      Meeting seen = new Meeting(initiator.name(), false, meeting.ofInterest(), meeting.visit());
      served.served(world.viewOf(responder).cluster(), seen, world.clockOf(responder));
    }
  }

  /** Series of the one that has most. */
  int mostSeries() {
    return memories.entrySet().stream()
        .mapToInt(known -> {
          Node node = known.getKey();
          return SeriesCount.of(
              known.getValue().snapshot(world.viewOf(node).cluster(), world.clockOf(node)));
        })
        .max()
        .orElse(0);
  }
}
