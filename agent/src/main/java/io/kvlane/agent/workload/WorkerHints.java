package io.kvlane.agent.workload;

import io.kvlane.core.workload.ServingEngine;
import java.util.Optional;

/**
 * What is known of a worker apart from its pod.
 *
 * @param component its name among the workers of its object, or the object's; roles are told from
 *     it where labels do not tell
 * @param deployment what its prefill and decode workers have in common
 * @param engine the software that serves
 */
public record WorkerHints(
    String component, Optional<String> deployment, Optional<ServingEngine> engine) {

  /** Of an object that says no more than its name. */
  public static WorkerHints named(String component) {
    return new WorkerHints(component, Optional.empty(), Optional.empty());
  }
}
