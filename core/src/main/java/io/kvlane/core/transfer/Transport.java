package io.kvlane.core.transfer;

/** What carried the payload. */
public enum Transport implements Labelled {
  /** InfiniBand verbs. */
  INFINIBAND("infiniband"),

  /** RDMA over converged Ethernet. */
  ROCE("roce"),

  /** AWS Elastic Fabric Adapter. */
  EFA("efa"),

  /** Kernel TCP sockets. */
  TCP("tcp"),

  /** Shared memory or a copy between processes of one node. */
  SHM("shm"),

  /** GPU memory mapped between processes of one node. */
  CUDA_IPC("cuda_ipc"),

  /** No evidence says what carried it. */
  UNKNOWN("unknown");

  private final String label;

  Transport(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
