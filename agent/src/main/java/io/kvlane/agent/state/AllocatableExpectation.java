package io.kvlane.agent.state;

import io.kvlane.core.path.ExpectedPath;
import java.util.Optional;
import java.util.Set;

/**
 * What the node's resources in Kubernetes make one expect. A resource that the node has offered
 * once counts until the agent ends, also when it is gone: its devices are what must not be missed.
 * Safe for every thread.
 */
public final class AllocatableExpectation {

  private volatile Optional<ExpectedPath> path = Optional.empty();

  /**
   * Takes note of what the node offers.
   *
   * @param resources names of its RDMA resources
   */
  public void offered(Set<String> resources) {
    if (!resources.isEmpty()) {
      path = Optional.of(ExpectedPath.RDMA);
    }
  }

  /** What to expect, empty where no resource says so. */
  public Optional<ExpectedPath> path() {
    return path;
  }
}
