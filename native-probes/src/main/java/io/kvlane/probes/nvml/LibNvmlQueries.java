package io.kvlane.probes.nvml;

/**
 * Questions to NVML, of which an older library may lack some. None of them changes anything. Public
 * because JNR-FFI needs it.
 */
public interface LibNvmlQueries {

  /** {@code nvmlReturn_t nvmlSystemGetDriverVersion(char *, unsigned int)}. */
  int nvmlSystemGetDriverVersion(long textOut, int bytes);

  /** {@code nvmlReturn_t nvmlSystemGetNVMLVersion(char *, unsigned int)}. */
  int nvmlSystemGetNVMLVersion(long textOut, int bytes);

  /** {@code nvmlReturn_t nvmlDeviceGetUUID(nvmlDevice_t, char *, unsigned int)}. */
  int nvmlDeviceGetUUID(long device, long textOut, int bytes);

  /** {@code nvmlReturn_t nvmlDeviceGetName(nvmlDevice_t, char *, unsigned int)}. */
  int nvmlDeviceGetName(long device, long textOut, int bytes);

  /** {@code nvmlReturn_t nvmlDeviceGetPciInfo_v3(nvmlDevice_t, nvmlPciInfo_t *)}. */
  int nvmlDeviceGetPciInfo_v3(long device, long infoOut);

  /** {@code nvmlReturn_t nvmlDeviceGetMemoryInfo(nvmlDevice_t, nvmlMemory_t *)}. */
  int nvmlDeviceGetMemoryInfo(long device, long memoryOut);

  /** {@code nvmlReturn_t nvmlDeviceGetBAR1MemoryInfo(nvmlDevice_t, nvmlBAR1Memory_t *)}. */
  int nvmlDeviceGetBAR1MemoryInfo(long device, long memoryOut);

  /** {@code nvmlReturn_t nvmlDeviceGetCurrPcieLinkGeneration(nvmlDevice_t, unsigned int *)}. */
  int nvmlDeviceGetCurrPcieLinkGeneration(long device, long generationOut);

  /** {@code nvmlReturn_t nvmlDeviceGetCurrPcieLinkWidth(nvmlDevice_t, unsigned int *)}. */
  int nvmlDeviceGetCurrPcieLinkWidth(long device, long widthOut);

  /** {@code nvmlReturn_t nvmlDeviceGetMaxPcieLinkGeneration(nvmlDevice_t, unsigned int *)}. */
  int nvmlDeviceGetMaxPcieLinkGeneration(long device, long generationOut);

  /** {@code nvmlReturn_t nvmlDeviceGetMaxPcieLinkWidth(nvmlDevice_t, unsigned int *)}. */
  int nvmlDeviceGetMaxPcieLinkWidth(long device, long widthOut);

  /** {@code nvmlReturn_t nvmlDeviceGetMigMode(nvmlDevice_t, unsigned int *, unsigned int *)}. */
  int nvmlDeviceGetMigMode(long device, long currentOut, long pendingOut);

  /**
   * {@code nvmlReturn_t nvmlDeviceGetNvLinkState(nvmlDevice_t, unsigned int, nvmlEnableState_t *)}.
   */
  int nvmlDeviceGetNvLinkState(long device, int link, long stateOut);

  /** {@code nvmlReturn_t nvmlDeviceGetHandleByPciBusId_v2(const char *, nvmlDevice_t *)}. */
  int nvmlDeviceGetHandleByPciBusId_v2(String address, long deviceOut);

  /**
   * {@code nvmlReturn_t nvmlDeviceGetPcieThroughput(nvmlDevice_t, nvmlPcieUtilCounter_t, unsigned
   * int *)}, in kilobytes per second.
   */
  int nvmlDeviceGetPcieThroughput(long device, int counter, long valueOut);
}
