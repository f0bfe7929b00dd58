package io.kvlane.core.workload;

import java.util.List;
import java.util.Map;

/**
 * Devices that the kubelet really gave to a container.
 *
 * @param container its name
 * @param devices ids by resource name, as the device plugin calls them: UUIDs of GPUs, PCI
 *     addresses or names of RDMA devices
 * @param sockets NUMA nodes by resource name, as far as the kubelet knows
 */
public record AssignedDevices(
    String container, Map<String, List<String>> devices, Map<String, List<Integer>> sockets) {

  /** Takes copies. */
  public AssignedDevices {
    devices = Map.copyOf(devices);
    sockets = Map.copyOf(sockets);
  }
}
