package io.kvlane.agent.placement;

import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.peer.InterestGroup;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was found of where workers are and what they are offered. Safe for every thread. */
public final class FoundPlacement {

  private volatile List<InterestGroup> pairs = List.of();
  private volatile Optional<ExpectedPath> expectedPath = Optional.empty();

  /** Takes other pairs of interest. */
  public void found(List<InterestGroup> groups) {
    pairs = List.copyOf(groups);
  }

  /**
   * Takes note of what the node offers to pods. What it has offered once counts until the agent
   * ends, also when it is gone: those are the devices that must be missed.
   *
   * @param resources names of its RDMA resources
   */
  public void offered(Set<String> resources) {
    if (!resources.isEmpty()) {
      expectedPath = Optional.of(ExpectedPath.RDMA);
    }
  }

  /** Pairs of interest by the worker pods; the same object until there are others. */
  public List<InterestGroup> pairs() {
    return pairs;
  }

  /** The path that the node's resources make one expect, empty where they say nothing. */
  public Optional<ExpectedPath> expectedPath() {
    return expectedPath;
  }
}
