package io.kvlane.agent.kubelet;

import io.kvlane.core.workload.AssignedDevices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code v1.ListPodResourcesResponse}, as Kubernetes defines it in {@code
 * staging/src/k8s.io/kubelet/pkg/apis/podresources/v1/api.proto} (Apache-2.0). Of that, with the
 * numbers of the fields:
 *
 * <pre>
 * ListPodResourcesResponse { PodResources pod_resources = 1 (repeated) }
 * PodResources { string name = 1, namespace = 2; ContainerResources containers = 3 (repeated) }
 * ContainerResources { string name = 1; ContainerDevices devices = 2 (repeated);
 *                      DynamicResource dynamic_resources = 5 (repeated) }
 * ContainerDevices { string resource_name = 1, device_ids = 2 (repeated); TopologyInfo topology = 3 }
 * TopologyInfo { NUMANode nodes = 1 (repeated) }
 * NUMANode { int64 ID = 1 }
 * DynamicResource { ClaimResource claim_resources = 4 (repeated) }
 * ClaimResource { string driver_name = 2, pool_name = 3, device_name = 4 }
 * </pre>
 *
 * <p>A resource may come in several parts, one for each NUMA node. Devices of claims (DRA) are
 * listed under the name of their driver.
 */
final class PodResourcesMessage {

  private PodResourcesMessage() {}

  /**
   * Reads an answer.
   *
   * @return containers that have devices, by pod
   */
  static Map<PodName, List<AssignedDevices>> read(WireReader response) throws WireException {
    Map<PodName, List<AssignedDevices>> pods = new LinkedHashMap<>();
    while (response.next()) {
      if (response.field() == 1) {
        pod(response.message(), pods);
      } else {
        response.skip();
      }
    }
    return pods;
  }

  private static void pod(WireReader pod, Map<PodName, List<AssignedDevices>> pods)
      throws WireException {
    String name = "";
    String namespace = "";
    List<AssignedDevices> containers = new ArrayList<>();
    while (pod.next()) {
      switch (pod.field()) {
        case 1 -> name = pod.text();
        case 2 -> namespace = pod.text();
        case 3 -> {
          AssignedDevices container = container(pod.message());
          if (!container.devices().isEmpty()) {
            containers.add(container);
          }
        }
        default -> pod.skip();
      }
    }
    pods.put(new PodName(namespace, name), List.copyOf(containers));
  }

  private static AssignedDevices container(WireReader container) throws WireException {
    String name = "";
    Map<String, List<String>> devices = new LinkedHashMap<>();
    Map<String, Set<Integer>> sockets = new LinkedHashMap<>();
    while (container.next()) {
      switch (container.field()) {
        case 1 -> name = container.text();
        case 2 -> devices(container.message(), devices, sockets);
        case 5 -> claims(container.message(), devices);
        default -> container.skip();
      }
    }
    Map<String, List<Integer>> known = new LinkedHashMap<>();
    sockets.forEach((resource, nodes) -> known.put(resource, List.copyOf(nodes)));
    return new AssignedDevices(name, devices, known);
  }

  private static void devices(
      WireReader part, Map<String, List<String>> devices, Map<String, Set<Integer>> sockets)
      throws WireException {
    String resource = "";
    List<String> ids = new ArrayList<>();
    List<Integer> nodes = new ArrayList<>();
    while (part.next()) {
      switch (part.field()) {
        case 1 -> resource = part.text();
        case 2 -> ids.add(part.text());
        case 3 -> topology(part.message(), nodes);
        default -> part.skip();
      }
    }
    devices.computeIfAbsent(resource, _ -> new ArrayList<>()).addAll(ids);
    if (!nodes.isEmpty()) {
      sockets.computeIfAbsent(resource, _ -> new TreeSet<>()).addAll(nodes);
    }
  }

  private static void topology(WireReader topology, List<Integer> nodes) throws WireException {
    while (topology.next()) {
      if (topology.field() == 1) {
        nodes.add(node(topology.message()));
      } else {
        topology.skip();
      }
    }
  }

  /** A number of 0 is not sent. */
  private static int node(WireReader node) throws WireException {
    int id = 0;
    while (node.next()) {
      if (node.field() == 1) {
        id = (int) node.number();
      } else {
        node.skip();
      }
    }
    return id;
  }

  private static void claims(WireReader dynamic, Map<String, List<String>> devices)
      throws WireException {
    while (dynamic.next()) {
      if (dynamic.field() == 4) {
        claim(dynamic.message(), devices);
      } else {
        dynamic.skip();
      }
    }
  }

  private static void claim(WireReader claim, Map<String, List<String>> devices)
      throws WireException {
    String driver = "";
    String device = "";
    while (claim.next()) {
      switch (claim.field()) {
        case 2 -> driver = claim.text();
        case 4 -> device = claim.text();
        default -> claim.skip();
      }
    }
    if (!driver.isEmpty() && !device.isEmpty()) {
      devices.computeIfAbsent(driver, _ -> new ArrayList<>()).add(device);
    }
  }
}
