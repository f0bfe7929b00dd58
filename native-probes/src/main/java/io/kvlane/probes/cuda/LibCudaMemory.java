package io.kvlane.probes.cuda;

/**
 * The functions of the CUDA driver API with which kvlane takes GPU memory and copies to and from it
 * (header {@code cuda.h}, whose macros name the {@code _v2} functions). A {@code CUdeviceptr} and a
 * {@code CUcontext} are raw {@code long}s. None of them resets a GPU, changes a clock or makes
 * managed memory. Public because JNR-FFI needs it.
 */
public interface LibCudaMemory {

  /** {@code CUresult cuDeviceGetByPCIBusId(CUdevice *, const char *)}. */
  int cuDeviceGetByPCIBusId(long deviceOut, String address);

  /** {@code CUresult cuDevicePrimaryCtxRetain(CUcontext *, CUdevice)}. */
  int cuDevicePrimaryCtxRetain(long contextOut, int device);

  /** {@code CUresult cuDevicePrimaryCtxRelease(CUdevice)}. */
  int cuDevicePrimaryCtxRelease_v2(int device);

  /** {@code CUresult cuCtxSetCurrent(CUcontext)}. */
  int cuCtxSetCurrent(long context);

  /** {@code CUresult cuCtxSynchronize(void)}. */
  int cuCtxSynchronize();

  /** {@code CUresult cuMemGetInfo(size_t *, size_t *)}. */
  int cuMemGetInfo_v2(long freeOut, long totalOut);

  /** {@code CUresult cuMemAlloc(CUdeviceptr *, size_t)}. */
  int cuMemAlloc_v2(long addressOut, long bytes);

  /** {@code CUresult cuMemFree(CUdeviceptr)}. */
  int cuMemFree_v2(long address);

  /** {@code CUresult cuMemcpyHtoD(CUdeviceptr, const void *, size_t)}. */
  int cuMemcpyHtoD_v2(long to, long from, long bytes);

  /** {@code CUresult cuMemcpyDtoH(void *, CUdeviceptr, size_t)}. */
  int cuMemcpyDtoH_v2(long to, long from, long bytes);

  /** {@code CUresult cuMemsetD8(CUdeviceptr, unsigned char, size_t)}. */
  int cuMemsetD8_v2(long address, byte value, long bytes);

  /** {@code CUresult cuMemHostRegister(void *, size_t, unsigned int)}. */
  int cuMemHostRegister_v2(long address, long bytes, int flags);

  /** {@code CUresult cuMemHostUnregister(void *)}. */
  int cuMemHostUnregister(long address);
}
