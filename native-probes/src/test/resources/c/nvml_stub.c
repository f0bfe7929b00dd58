/*
 * An NVML with two GPUs:
 *   0  at 0000:18:00.0, all 18 NVLinks up, its PCI link turned down as of an idle GPU
 *   1  at 0000:3b:00.0, one of 18 NVLinks down
 * It is strict: a wrong argument or a call before nvmlInit_v2 ends the process. Several parts of a
 * process may initialise it, such as kvlane and UCX; it counts them, as the real one does.
 *
 * BUS_0, BUS_1     the PCI buses that they sit on instead, in hexadecimal
 *
 * NO_GPUS          there are none
 * GPU_LOST         GPU 1 is lost once its PCI address was read
 * GPU_GONE         GPU 1 is lost before anyone asks
 * MIG              GPU 1 is split into instances
 * PLAIN            the model has neither MIG nor NVLink
 * PCIE_IDLE        nothing passes over PCIe
 * NVML_SILENT      every question to a GPU is an unknown error
 * NVML_NONSENSE    a thousand GPUs, and answers that no GPU gives
 * NVML_OLD         lacks the functions that NVML got last
 * NVML_INCOMPLETE  lacks a function that was always there
 * NVML_HANGS       never answers for a name
 * NVML_ABORTS      ends the process when asked for a name
 * NO_DRIVER        no kernel driver is loaded
 * DRIVER_MISMATCH  the library is of another version than the kernel driver
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "nvml_stub.h"

#define REQUIRE(condition) \
  do { if (!(condition)) { fprintf(stderr, "stub: %s\n", #condition); abort(); } } while (0)
#define GPUS 2
#define NVLINKS 18
#define GIB (1ull << 30)
#define PCIE_KILOBYTES_PER_SECOND 3000000

struct nvmlDevice_st { int number; };

static struct nvmlDevice_st gpus[GPUS] = {{0}, {1}};
#ifndef BUS_0
#define BUS_0 18
#define BUS_1 3B
#endif
#define TEXT(token) #token
#define ADDRESS(bus) "00000000:" TEXT(bus) ":00.0"

static const char *const addresses[GPUS] = {ADDRESS(BUS_0), ADDRESS(BUS_1)};
static int initialised, lost;

/* Every question to a GPU begins here. */
#define ASK(gpu) \
  do { \
    REQUIRE(initialised > 0 && ((gpu) == &gpus[0] || (gpu) == &gpus[1])); \
    if ((gpu)->number == 1 && lost) return NVML_ERROR_GPU_IS_LOST; \
    if (SILENT) return NVML_ERROR_UNKNOWN; \
  } while (0)
#ifdef NVML_SILENT
#define SILENT 1
#else
#define SILENT 0
#endif
#ifdef NVML_NONSENSE
#define SENSE(value, nonsense) (1 ? (nonsense) : (value))
#else
#define SENSE(value, nonsense) (0 ? (nonsense) : (value))
#endif

const char *nvmlErrorString(nvmlReturn_t status) {
  switch (status) {
    case NVML_ERROR_GPU_IS_LOST: return "GPU is lost";
    case NVML_ERROR_DRIVER_NOT_LOADED: return "Driver Not Loaded";
    case NVML_ERROR_LIB_RM_VERSION_MISMATCH: return "Driver/library version mismatch";
    default: return "Unknown Error";
  }
}

nvmlReturn_t nvmlInit_v2(void) {
#ifdef NO_DRIVER
  return NVML_ERROR_DRIVER_NOT_LOADED;
#endif
#ifdef DRIVER_MISMATCH
  return NVML_ERROR_LIB_RM_VERSION_MISMATCH;
#endif
  initialised++;
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlShutdown(void) {
  REQUIRE(initialised-- > 0);
  return NVML_SUCCESS;
}

#ifndef NVML_INCOMPLETE
nvmlReturn_t nvmlDeviceGetCount_v2(unsigned int *count) {
  REQUIRE(initialised > 0);
#ifdef NO_GPUS
  *count = 0;
#else
  *count = SENSE(GPUS, 1000);
#endif
  return NVML_SUCCESS;
}
#endif

nvmlReturn_t nvmlDeviceGetHandleByIndex_v2(unsigned int index, nvmlDevice_t *gpu) {
  REQUIRE(initialised > 0);
#ifdef GPU_GONE
  if (index == 1) return NVML_ERROR_GPU_IS_LOST;
#endif
  *gpu = &gpus[index % GPUS];
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetHandleByPciBusId_v2(const char *address, nvmlDevice_t *gpu) {
  unsigned int domain, bus, device, other_domain, other_bus, other_device;
  REQUIRE(initialised > 0);
  if (sscanf(address, "%x:%x:%x", &domain, &bus, &device) != 3) return NVML_ERROR_INVALID_ARGUMENT;
  for (unsigned int i = 0; i < GPUS; i++) {
    sscanf(addresses[i], "%x:%x:%x", &other_domain, &other_bus, &other_device);
    if (domain == other_domain && bus == other_bus && device == other_device) {
      return nvmlDeviceGetHandleByIndex_v2(i, gpu);
    }
  }
  return NVML_ERROR_NOT_FOUND;
}

nvmlReturn_t nvmlSystemGetDriverVersion(char *version, unsigned int length) {
  REQUIRE(initialised > 0 && length >= NVML_SYSTEM_DRIVER_VERSION_BUFFER_SIZE);
  strcpy(version, "570.86.15");
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlSystemGetNVMLVersion(char *version, unsigned int length) {
  REQUIRE(initialised > 0 && length >= NVML_SYSTEM_NVML_VERSION_BUFFER_SIZE);
  strcpy(version, "12.570.86.15");
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetUUID(nvmlDevice_t gpu, char *uuid, unsigned int length) {
  REQUIRE(length >= NVML_DEVICE_UUID_BUFFER_SIZE);
  ASK(gpu);
  sprintf(uuid, "GPU-6f1c2a9e-0000-4000-8000-00000000000%d", gpu->number);
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetName(nvmlDevice_t gpu, char *name, unsigned int length) {
  REQUIRE(length >= NVML_DEVICE_NAME_V2_BUFFER_SIZE);
  ASK(gpu);
#ifdef NVML_HANGS
  for (;;) pause();
#endif
#ifdef NVML_ABORTS
  fprintf(stderr, "stub: aborts\n");
  abort();
#endif
#ifdef NVML_NONSENSE
  memset(name, 'N', length);
#else
  strcpy(name, "NVIDIA H100 80GB HBM3");
#endif
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetMemoryInfo(nvmlDevice_t gpu, nvmlMemory_t *memory) {
  ASK(gpu);
  memory->total = SENSE(80 * GIB, ~0ull);
  memory->free = 79 * GIB;
  memory->used = GIB;
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetBAR1MemoryInfo(nvmlDevice_t gpu, nvmlBAR1Memory_t *memory) {
  ASK(gpu);
  memory->bar1Total = 128 * GIB;
  memory->bar1Free = 127 * GIB;
  memory->bar1Used = GIB;
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetCurrPcieLinkGeneration(nvmlDevice_t gpu, unsigned int *generation) {
  ASK(gpu);
  *generation = SENSE(gpu->number == 0 ? 1 : 5, 8);
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetCurrPcieLinkWidth(nvmlDevice_t gpu, unsigned int *width) {
  ASK(gpu);
  *width = 16;
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetMaxPcieLinkGeneration(nvmlDevice_t gpu, unsigned int *generation) {
  ASK(gpu);
  *generation = 5;
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetMaxPcieLinkWidth(nvmlDevice_t gpu, unsigned int *width) {
  ASK(gpu);
  *width = SENSE(16, 4000000000u);
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetPcieThroughput(nvmlDevice_t gpu, nvmlPcieUtilCounter_t counter,
                                         unsigned int *kilobytes_per_second) {
  REQUIRE(counter == NVML_PCIE_UTIL_TX_BYTES || counter == NVML_PCIE_UTIL_RX_BYTES);
  ASK(gpu);
#ifdef PCIE_IDLE
  *kilobytes_per_second = 0;
#else
  *kilobytes_per_second = SENSE(PCIE_KILOBYTES_PER_SECOND, ~0u);
#endif
  return NVML_SUCCESS;
}

#ifndef NVML_OLD
nvmlReturn_t nvmlDeviceGetPciInfo_v3(nvmlDevice_t gpu, nvmlPciInfo_t *info) {
  ASK(gpu);
  strcpy(info->busId, SENSE(addresses[gpu->number], "nowhere"));
#ifdef GPU_LOST
  lost = gpu->number == 1;
#endif
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetMigMode(nvmlDevice_t gpu, unsigned int *current, unsigned int *pending) {
  ASK(gpu);
#ifdef PLAIN
  return NVML_ERROR_NOT_SUPPORTED;
#endif
#ifdef MIG
  *current = gpu->number == 1 ? NVML_DEVICE_MIG_ENABLE : NVML_DEVICE_MIG_DISABLE;
#else
  *current = SENSE(NVML_DEVICE_MIG_DISABLE, 7);
#endif
  *pending = NVML_DEVICE_MIG_ENABLE;
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetNvLinkState(nvmlDevice_t gpu, unsigned int link, nvmlEnableState_t *state) {
  ASK(gpu);
#ifdef PLAIN
  return NVML_ERROR_NOT_SUPPORTED;
#endif
  if (link >= NVLINKS) return NVML_ERROR_INVALID_ARGUMENT;
  *state = gpu->number == 1 && link == 7 ? NVML_FEATURE_DISABLED : NVML_FEATURE_ENABLED;
  return NVML_SUCCESS;
}

/* What follows only UCX asks for. */

nvmlReturn_t nvmlDeviceGetFieldValues(nvmlDevice_t gpu, int count, nvmlFieldValue_t *values) {
  REQUIRE(count == 1 && values->fieldId == NVML_FI_DEV_NVLINK_LINK_COUNT);
  ASK(gpu);
#ifdef PLAIN
  values->nvmlReturn = NVML_ERROR_NOT_SUPPORTED;
#else
  values->nvmlReturn = NVML_SUCCESS;
#endif
  values->valueType = NVML_VALUE_TYPE_UNSIGNED_INT;
  values->value.uiVal = NVLINKS;
  return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetNvLinkRemotePciInfo_v2(nvmlDevice_t gpu, unsigned int link,
                                                 nvmlPciInfo_t *info) {
  nvmlEnableState_t state;
  nvmlReturn_t status = nvmlDeviceGetNvLinkState(gpu, link, &state);
  if (status == NVML_SUCCESS) strcpy(info->busId, "00000000:05:00.0");
  return status;
}

nvmlReturn_t nvmlDeviceGetGpuFabricInfoV(nvmlDevice_t gpu, void *info) {
  ASK(gpu);
  return NVML_ERROR_NOT_SUPPORTED;
}
#endif
