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
  IS(CudaConstants, OUT_OF_MEMORY, CUDA_ERROR_OUT_OF_MEMORY);
  IS(CudaConstants, NO_DEVICE, CUDA_ERROR_NO_DEVICE);
  IS(CudaConstants, RANGE_HANDLE_TYPE_DMA_BUF_FD, CU_MEM_RANGE_HANDLE_TYPE_DMA_BUF_FD);
  IS(CudaConstants, ATTRIBUTE_COMPUTE_MODE, CU_DEVICE_ATTRIBUTE_COMPUTE_MODE);
  IS(CudaConstants, COMPUTE_MODE_PROHIBITED, CU_COMPUTEMODE_PROHIBITED);
  IS(CudaConstants, COMPUTE_MODE_EXCLUSIVE_PROCESS, CU_COMPUTEMODE_EXCLUSIVE_PROCESS);
  IS(CudaConstants, GPU_DIRECT_RDMA_SUPPORTED, CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_SUPPORTED);
  IS(CudaConstants, DMA_BUF_SUPPORTED, CU_DEVICE_ATTRIBUTE_DMA_BUF_SUPPORTED);
  return 0;
}
