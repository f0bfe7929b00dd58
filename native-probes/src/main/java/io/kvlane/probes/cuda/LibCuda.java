package io.kvlane.probes.cuda;

/**
 * The functions of the CUDA driver API that kvlane calls, under their C names (header {@code
 * cuda.h}). Results are a {@code CUresult}, pointers raw {@code long}s, a {@code CUdevice} is an
 * {@code int}. Public because JNR-FFI needs it.
 */
public interface LibCuda {

  /** {@code CUresult cuInit(unsigned int)}. */
  int cuInit(int flags);

  /** {@code CUresult cuDriverGetVersion(int *)}. */
  int cuDriverGetVersion(long versionOut);

  /** {@code CUresult cuDeviceGetCount(int *)}. */
  int cuDeviceGetCount(long countOut);

  /** {@code CUresult cuDeviceGet(CUdevice *, int)}. */
  int cuDeviceGet(long deviceOut, int ordinal);

  /** {@code CUresult cuDeviceGetName(char *, int, CUdevice)}. */
  int cuDeviceGetName(long textOut, int bytes, int device);

  /** {@code CUresult cuDeviceGetPCIBusId(char *, int, CUdevice)}. */
  int cuDeviceGetPCIBusId(long textOut, int bytes, int device);

  /** {@code CUresult cuDeviceGetAttribute(int *, CUdevice_attribute, CUdevice)}. */
  int cuDeviceGetAttribute(long valueOut, int attribute, int device);

  /** {@code CUresult cuGetErrorString(CUresult, const char **)}. */
  int cuGetErrorString(int status, long textOut);
}
