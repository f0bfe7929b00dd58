package io.kvlane.agent.config;

import io.kvlane.agent.workload.RoleSelectors;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to ask of Kubernetes about pods.
 *
 * @param use whether to ask
 * @param findsPairs whether the pairs of interest are derived from the worker pods of the cluster
 * @param selectors labels that pods of a role have, for roles that the operator defines
 * @param deploymentLabel label whose value the prefill and decode workers of one deployment have in
 *     common, before all others; empty for the others alone
 * @param rdmaResources names of resources that stand for RDMA beside those that are known
 * @param podResourcesSocket the kubelet's socket that tells which devices it gave to pods
 */
public record KubernetesSettings(
    Use use,
    boolean findsPairs,
    RoleSelectors selectors,
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
    rdmaResources = List.copyOf(rdmaResources);
  }
}
