package io.kvlane.core.workload;

import java.util.Map;
import java.util.Set;

/**
 * Pods that a worker must not share a node with (only terms that the scheduler must keep, with the
 * host name as topology).
 *
 * @param selects values by label; a pod is meant when each of its labels has one of them. A label
 *     without values is meant whatever its value
 * @param at where it stands
 */
public record AntiAffinity(Map<String, Set<String>> selects, FieldPath at) {

  /** Takes a copy. */
  public AntiAffinity {
    selects = Map.copyOf(selects);
  }
}
