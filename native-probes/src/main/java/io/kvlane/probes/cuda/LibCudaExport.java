package io.kvlane.probes.cuda;

/** Functions of the CUDA driver API since CUDA 11.7. Public because JNR-FFI needs it. */
public interface LibCudaExport {

  /**
   * {@code CUresult cuMemGetHandleForAddressRange(void *, CUdeviceptr, size_t,
   * CUmemRangeHandleType, unsigned long long)}.
   */
  int cuMemGetHandleForAddressRange(long handleOut, long address, long bytes, int type, long flags);
}
