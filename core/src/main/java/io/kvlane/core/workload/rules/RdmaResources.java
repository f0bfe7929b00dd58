package io.kvlane.core.workload.rules;

import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.ResourceAmount;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which resources of Kubernetes are RDMA devices. The names are an administrator's choice; these
 * are the ones that device plugins and providers use.
 */
final class RdmaResources {

  /** Elastic Fabric Adapters. */
  static final String EFA = "vpc.amazonaws.com/efa";

  /** The prefix of the shared RDMA device plugin, unless it is set up otherwise. */
  private static final String RDMA = "rdma/";

  /** GKE: one resource a network. Those that end in {@code .IP} are addresses, not devices. */
  private static final Pattern GKE = Pattern.compile("networking\\.gke\\.io\\.networks/rdma-\\d+");

  /** Resources of SR-IOV plugins of any vendor whose names say so. */
  private static final Pattern NAMED =
      Pattern.compile(".+/.*(rdma|mlx|mlnx|infiniband|hostdev|(?<![a-z])(roce|hca|ib)(?![a-z])).*");

  /** Every pod that asks for one gets all devices, as with AKS's. */
  private static final Pattern SHARED = Pattern.compile(".+/.*shared.*");

  private RdmaResources() {}

  /** Whether a resource is RDMA devices. */
  static boolean isRdma(String resource) {
    String name = resource.toLowerCase(Locale.ROOT);
    return name.startsWith(RDMA)
        || name.equals(EFA)
        || GKE.matcher(name).matches()
        || (NAMED.matcher(name).matches() && !name.endsWith(".ip"));
  }

  /** Whether one of it is all devices of the node. */
  static boolean isShared(String resource) {
    return SHARED.matcher(resource).matches();
  }

  /** Whether one of it may be all devices of the node, as the plugin is set up. */
  static boolean mayBeShared(String resource) {
    return resource.startsWith(RDMA);
  }

  /** What a container asks for, by name; a count of 0 is nothing. */
  static Map<String, ResourceAmount> of(ContainerSpec container) {
    Map<String, ResourceAmount> asked = new TreeMap<>();
    container
        .limits()
        .forEach((name, amount) -> {
          if (isRdma(name) && amount.units().orElse(1) > 0) {
            asked.put(name, amount);
          }
        });
    return asked;
  }
}
