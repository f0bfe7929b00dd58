package io.kvlane.agent.kubernetes;

import io.kvlane.core.peer.InterestGroup;
import io.kvlane.core.workload.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * A worker pod somewhere in the cluster.
 *
 * @param deployment namespace and name of what it belongs to
 * @param role what it does
 * @param node where it is
 */
record PlacedWorker(String deployment, Role role, String node) {

  /** As many groups as the configuration may list. */
  private static final int MOST_GROUPS = 1024;

  /**
   * Nodes with prefill and nodes with decode workers of one deployment: equal for all who see the
   * same workers. Of too many deployments the last by name are left out.
   */
  static List<InterestGroup> groups(Collection<PlacedWorker> workers) {
    TreeMap<String, List<PlacedWorker>> deployments = new TreeMap<>();
    workers.forEach(worker ->
        deployments.computeIfAbsent(worker.deployment(), _ -> new ArrayList<>()).add(worker));
    return deployments.values().stream()
        .map(
            members -> new InterestGroup(nodes(members, Role.PREFILL), nodes(members, Role.DECODE)))
        .filter(group -> !group.prefill().isEmpty() && !group.decode().isEmpty())
        .limit(MOST_GROUPS)
        .distinct()
        .toList();
  }

  private static List<String> nodes(List<PlacedWorker> members, Role role) {
    return members.stream().filter(one -> one.role() == role).map(PlacedWorker::node).toList();
  }
}
