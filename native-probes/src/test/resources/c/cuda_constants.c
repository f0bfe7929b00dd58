/*
 * Prints what cuda.h says about every number in CudaConstants: the installed one with REAL_HEADER,
 * else the declarations of our own stub.
 */
#ifdef REAL_HEADER
#include <cuda.h>
#else
#include "cuda_stub.h"
#endif
#include "print_constants.h"

int main(void) {
  IS(CudaConstants, SUCCESS, CUDA_SUCCESS);
  IS(CudaConstants, NO_DEVICE, CUDA_ERROR_NO_DEVICE);
  IS(CudaConstants, GPU_DIRECT_RDMA_SUPPORTED, CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_SUPPORTED);
  IS(CudaConstants, DMA_BUF_SUPPORTED, CU_DEVICE_ATTRIBUTE_DMA_BUF_SUPPORTED);
  return 0;
}
