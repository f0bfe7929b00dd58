/*
 * Prints what nvml.h says about every number in NvmlLayout: the installed one with REAL_HEADER, else
 * the declarations of our own stub.
 */
#include <stddef.h>

#ifdef REAL_HEADER
#include <nvml.h>
#else
#include "nvml_stub.h"
#endif
#include "print_constants.h"

int main(void) {
  AT_LEAST(NvmlLayout, STRUCT_BYTES, sizeof(nvmlPciInfo_t));
  AT_LEAST(NvmlLayout, STRUCT_BYTES, sizeof(nvmlMemory_t));
  AT_LEAST(NvmlLayout, STRUCT_BYTES, sizeof(nvmlBAR1Memory_t));
  AT_LEAST(NvmlLayout, STRUCT_BYTES, NVML_DEVICE_NAME_V2_BUFFER_SIZE);

  AT_LEAST(NvmlLayout, TEXT_BYTES, NVML_DEVICE_NAME_V2_BUFFER_SIZE);
  AT_LEAST(NvmlLayout, TEXT_BYTES, NVML_DEVICE_UUID_BUFFER_SIZE);
  AT_LEAST(NvmlLayout, TEXT_BYTES, NVML_SYSTEM_DRIVER_VERSION_BUFFER_SIZE);
  AT_LEAST(NvmlLayout, TEXT_BYTES, NVML_SYSTEM_NVML_VERSION_BUFFER_SIZE);

  IS(NvmlLayout, PCI_INFO_BUS_ID, offsetof(nvmlPciInfo_t, busId));
  IS(NvmlLayout, MEMORY_TOTAL, offsetof(nvmlMemory_t, total));
  IS(NvmlLayout, BAR1_MEMORY_TOTAL, offsetof(nvmlBAR1Memory_t, bar1Total));
  IS(NvmlLayout, BAR1_MEMORY_USED, offsetof(nvmlBAR1Memory_t, bar1Used));

  IS(NvmlLayout, MIG_DISABLED, NVML_DEVICE_MIG_DISABLE);
  IS(NvmlLayout, MIG_ENABLED, NVML_DEVICE_MIG_ENABLE);
  IS(NvmlLayout, NVLINK_ENABLED, NVML_FEATURE_ENABLED);
  IS(NvmlLayout, PCIE_SENT, NVML_PCIE_UTIL_TX_BYTES);
  IS(NvmlLayout, PCIE_RECEIVED, NVML_PCIE_UTIL_RX_BYTES);
  AT_LEAST(NvmlLayout, MOST_NVLINKS, NVML_NVLINK_MAX_LINKS);

  IS(NvmlLayout, SUCCESS, NVML_SUCCESS);
  IS(NvmlLayout, INVALID_ARGUMENT, NVML_ERROR_INVALID_ARGUMENT);
  IS(NvmlLayout, NOT_SUPPORTED, NVML_ERROR_NOT_SUPPORTED);
  IS(NvmlLayout, DRIVER_NOT_LOADED, NVML_ERROR_DRIVER_NOT_LOADED);
  IS(NvmlLayout, FUNCTION_NOT_FOUND, NVML_ERROR_FUNCTION_NOT_FOUND);
  IS(NvmlLayout, GPU_IS_LOST, NVML_ERROR_GPU_IS_LOST);
  return 0;
}
