package io.kvlane.core.path;

import io.kvlane.core.transfer.Labelled;

/** The path that the verified bytes of a run took, best first within RDMA. */
public enum PathClass implements Labelled {
  /** GPU memory at both ends, read and written by the NIC itself. */
  GPUDIRECT_RDMA("gpudirect-rdma"),

  /** Host memory at both ends, read and written by the NIC itself. */
  HOST_RDMA("host-rdma"),

  /** GPU memory at an end, copied through host memory before or after the NIC. */
  HOST_STAGED_RDMA("host-staged-rdma"),

  /** Kernel TCP sockets. */
  TCP("tcp"),

  /** Inside the node: shared memory, a copy between processes, or CUDA IPC. */
  LOCAL("local"),

  /** The evidence does not decide. */
  UNKNOWN("unknown");

  private final String label;

  PathClass(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
