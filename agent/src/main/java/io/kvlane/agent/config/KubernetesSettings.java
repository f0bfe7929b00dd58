package io.kvlane.agent.config;

import io.kvlane.core.workload.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to ask of Kubernetes about pods.
 *
 * @param use whether to ask
 * @param findsPairs whether the pairs of interest are derived from the worker pods of the cluster
 * @param selectors labels that pods of a role have, for roles that the operator defines
 * @param deploymentLabel label whose value prefill and decode pods of those selectors have in
 *     common; empty where a namespace holds one deployment
 * @param rdmaResources names of resources that stand for RDMA beside those that are known
 * @param podResourcesSocket the kubelet's socket that tells which devices it gave to pods
 */
public record KubernetesSettings(
    Use use,
    boolean findsPairs,
    Map<Role, Map<String, String>> selectors,
    Optional<String> deploymentLabel,
    List<String> rdmaResources,
    Path podResourcesSocket) {

  /** Whether to ask Kubernetes. */
  public enum Use {
    /** Where the agent runs in a pod that has a service account. */
    AUTO,
    /** Always. */
    TRUE,
    /** Never. */
    FALSE
  }

  /** Takes copies. */
  public KubernetesSettings {
    selectors = Map.copyOf(selectors);
    rdmaResources = List.copyOf(rdmaResources);
  }
}
