/*
 * A CUDA driver API with the two GPUs of nvml_stub.c; memory of the second cannot be exported as a
 * dma-buf. It is strict: a wrong argument or a call before cuInit ends the process.
 *
 * NO_GPUS          there are none
 * CUDA_OLD         the driver is older than both attributes
 * CUDA_SILENT      the second GPU answers nothing
 * CUDA_NONSENSE    a thousand GPUs, and answers that no GPU gives
 * CUDA_INCOMPLETE  lacks a function
 * CUDA_HANGS       cuInit never comes back
 * CUDA_ABORTS      cuInit ends the process
 * DRIVER_MISMATCH  the library is of another version than the kernel driver
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cuda_stub.h"

#define REQUIRE(condition) \
  do { if (!(condition)) { fprintf(stderr, "stub: %s\n", #condition); abort(); } } while (0)
#define GPUS 2
#define FIRST_HANDLE 40

static const char *const addresses[GPUS] = {"0000:18:00.0", "0000:3B:00.0"};
static int initialised;

static int number(CUdevice gpu) {
  REQUIRE(initialised && gpu >= FIRST_HANDLE);
  return (gpu - FIRST_HANDLE) % GPUS;
}

#ifdef CUDA_SILENT
#define ASK(gpu) do { if (number(gpu) == 1) return CUDA_ERROR_INVALID_DEVICE; } while (0)
#else
#define ASK(gpu) number(gpu)
#endif

CUresult cuGetErrorString(CUresult status, const char **text) {
  if (status != CUDA_ERROR_SYSTEM_DRIVER_MISMATCH) {
    *text = NULL;
    return CUDA_ERROR_INVALID_VALUE;
  }
  *text = "system has unsupported display driver / cuda driver combination";
  return CUDA_SUCCESS;
}

CUresult cuDriverGetVersion(int *version) {
  *version = 12080;
  return CUDA_SUCCESS;
}

CUresult cuInit(unsigned int flags) {
  REQUIRE(flags == 0);
#if defined(CUDA_HANGS)
  for (;;) pause();
#elif defined(CUDA_ABORTS)
  fprintf(stderr, "stub: aborts\n");
  abort();
#elif defined(DRIVER_MISMATCH)
  return CUDA_ERROR_SYSTEM_DRIVER_MISMATCH;
#elif defined(NO_GPUS)
  return CUDA_ERROR_NO_DEVICE;
#endif
  initialised = 1;
  return CUDA_SUCCESS;
}

#ifndef CUDA_INCOMPLETE
CUresult cuDeviceGetCount(int *count) {
  REQUIRE(initialised);
#ifdef CUDA_NONSENSE
  *count = 1000;
#else
  *count = GPUS;
#endif
  return CUDA_SUCCESS;
}
#endif

CUresult cuDeviceGet(CUdevice *gpu, int ordinal) {
  REQUIRE(initialised);
  *gpu = FIRST_HANDLE + ordinal;
  return CUDA_SUCCESS;
}

CUresult cuDeviceGetName(char *name, int length, CUdevice gpu) {
  REQUIRE(length >= 96);
  ASK(gpu);
#ifdef CUDA_NONSENSE
  memset(name, 'N', length);
#else
  strcpy(name, "NVIDIA H100 80GB HBM3");
#endif
  return CUDA_SUCCESS;
}

CUresult cuDeviceGetPCIBusId(char *address, int length, CUdevice gpu) {
  REQUIRE(length >= 13);
  ASK(gpu);
  strcpy(address, addresses[number(gpu)]);
#ifdef CUDA_NONSENSE
  strcpy(address, "nowhere");
#endif
  return CUDA_SUCCESS;
}

CUresult cuDeviceGetAttribute(int *value, CUdevice_attribute attribute, CUdevice gpu) {
  REQUIRE(attribute == CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_SUPPORTED ||
          attribute == CU_DEVICE_ATTRIBUTE_DMA_BUF_SUPPORTED);
  ASK(gpu);
#ifdef CUDA_OLD
  return CUDA_ERROR_INVALID_VALUE;
#endif
  *value = attribute == CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_SUPPORTED || number(gpu) == 0;
  return CUDA_SUCCESS;
}
