package io.kvlane.core.workload;

import java.util.Map;
import java.util.OptionalInt;

/**
 * NUMA nodes of a node's devices, each by every id that a device plugin may use for it.
 *
 * @param gpus by UUID and by PCI address
 * @param rdma by name and by PCI address
 */
public record DeviceSockets(Map<String, Integer> gpus, Map<String, Integer> rdma) {

  /** Takes copies. */
  public DeviceSockets {
    gpus = Map.copyOf(gpus);
    rdma = Map.copyOf(rdma);
  }

  /** Of a GPU, empty where it is not known. */
  public OptionalInt ofGpu(String id) {
    return of(gpus, id);
  }

  /** Of an RDMA device, empty where it is not known. */
  public OptionalInt ofRdma(String id) {
    return of(rdma, id);
  }

  private static OptionalInt of(Map<String, Integer> sockets, String id) {
    Integer socket = sockets.get(id);
    return socket == null ? OptionalInt.empty() : OptionalInt.of(socket);
  }
}
