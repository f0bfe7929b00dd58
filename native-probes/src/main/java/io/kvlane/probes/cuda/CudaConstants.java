package io.kvlane.probes.cuda;

/**
 * Numbers of {@code cuda.h} as CUDA 12.9 has them, compared in a test with what a C program prints.
 */
final class CudaConstants {

  static final int SUCCESS = 0;
  static final int OUT_OF_MEMORY = 2;
  static final int NO_DEVICE = 100;

  static final int RANGE_HANDLE_TYPE_DMA_BUF_FD = 1;

  static final int ATTRIBUTE_COMPUTE_MODE = 20;
  static final int COMPUTE_MODE_PROHIBITED = 2;
  static final int COMPUTE_MODE_EXCLUSIVE_PROCESS = 3;

  /** Since CUDA 11.3. */
  static final int GPU_DIRECT_RDMA_SUPPORTED = 116;

  /** Since CUDA 11.7. */
  static final int DMA_BUF_SUPPORTED = 124;

  private CudaConstants() {}
}
