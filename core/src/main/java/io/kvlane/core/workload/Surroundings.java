package io.kvlane.core.workload;

import io.kvlane.core.host.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of where a worker runs, or will run. Empty is unknown: a rule that needs it then
 * says that it cannot tell.
 *
 * @param platform the kind of RDMA network
 * @param kernel the node's kernel
 * @param devices RDMA devices of the node with their ports
 * @param managementInterfaces network interfaces of the node that carry no KV bytes
 * @param interfaces all network interfaces of the node
 * @param others the other workers of the node, or of the same manifests
 * @param oneNode whether {@code others} share the worker's node, as pods do
 * @param assigned devices that the kubelet gave to the worker's containers
 * @param sockets where the node's GPUs and RDMA devices are
 */
public record Surroundings(
    Optional<Platform> platform,
    Optional<Version> kernel,
    Optional<List<NodePort>> devices,
    Optional<Set<String>> interfaces,
    Set<String> managementInterfaces,
    List<WorkerSpec> others,
    boolean oneNode,
    Optional<List<AssignedDevices>> assigned,
    Optional<DeviceSockets> sockets) {

  /** Takes copies. */
  public Surroundings {
    devices = devices.map(List::copyOf);
    interfaces = interfaces.map(Set::copyOf);
    managementInterfaces = Set.copyOf(managementInterfaces);
    others = List.copyOf(others);
    assigned = assigned.map(List::copyOf);
  }

  /** The same place with these other workers, and devices that the kubelet gave. */
  public Surroundings beside(
      List<WorkerSpec> neighbours, Optional<List<AssignedDevices>> assignedNow) {
    return new Surroundings(
        platform,
        kernel,
        devices,
        interfaces,
        managementInterfaces,
        neighbours,
        oneNode,
        assignedNow,
        sockets);
  }
}
