package io.kvlane.probes.nvml;

/**
 * The functions of NVML without which there is nothing to see, under their C names (header {@code
 * nvml.h}). Results are an {@code nvmlReturn_t}, pointers raw {@code long}s. Public because JNR-FFI
 * needs it.
 */
public interface LibNvml {

  /** {@code nvmlReturn_t nvmlInit_v2(void)}. */
  int nvmlInit_v2();

  /** {@code nvmlReturn_t nvmlShutdown(void)}. */
  int nvmlShutdown();

  /** {@code const char *nvmlErrorString(nvmlReturn_t)}. */
  String nvmlErrorString(int status);

  /** {@code nvmlReturn_t nvmlDeviceGetCount_v2(unsigned int *)}. */
  int nvmlDeviceGetCount_v2(long countOut);

  /** {@code nvmlReturn_t nvmlDeviceGetHandleByIndex_v2(unsigned int, nvmlDevice_t *)}. */
  int nvmlDeviceGetHandleByIndex_v2(int index, long deviceOut);
}
