package io.kvlane.core.gpudirect;

import io.kvlane.core.transfer.Labelled;

/** How RDMA gets at the memory of a GPU. */
public enum GpuDirectMethod implements Labelled {
  /** A peer-memory module of the kernel tells the RDMA driver where the memory is. */
  PEERMEM("peermem"),

  /** The GPU's driver exports the memory as a dma-buf, which the RDMA driver takes. */
  DMABUF("dmabuf"),

  /** The processor copies through a window into the memory: for small pieces, and EFA needs it. */
  GDRCOPY("gdrcopy");

  private final String label;

  GpuDirectMethod(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
