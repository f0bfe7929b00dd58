/*
 * A CUDA driver API with the two GPUs of nvml_stub.c; memory of the second cannot be exported as a
 * dma-buf. Each GPU has 1 GiB, which is memory of this process that only these functions can reach:
 * who reads or writes it without them is ended by the kernel. Copies are complete when the call
 * returns. It is strict: a wrong argument or a call before cuInit ends the process.
 *
 * This file inspects GPUs, cuda_stub_memory.h has their contexts and memory, and cuda_stub_ucx.h
 * has what only UCX asks for, so that UCX's cuda_copy and cuda_ipc work as well.
 *
 * When the environment's UCX_STUB_LEDGER names a file, that, with the process's id behind a dot,
 * holds one line,
 *   allocated=<bytes> allocations=<n> contexts=<GPUs with one> total_allocations=<n ever>
 * The name begins with UCX because that gets through to a probe process.
 *
 * NO_GPUS           there are none
 * MIG               the second GPU is split into no instances, and so is not there
 * FAR_HANDLES       handles of GPUs are not their ordinals, for which UCX takes them
 * CUDA_OLD          the driver is older than both attributes
 * CUDA_SILENT       the second GPU answers nothing
 * CUDA_NONSENSE     a thousand GPUs, and answers that no GPU gives
 * CUDA_INCOMPLETE   lacks a function
 * CUDA_HANGS        cuInit never comes back
 * CUDA_ABORTS       cuInit ends the process
 * DRIVER_MISMATCH   the library is of another version than the kernel driver
 *
 * GPU_EXCLUSIVE     another process has the GPU for itself
 * GPU_PROHIBITED    nobody may use the GPU
 * GPU_FULL          1 MiB is free, and nothing can be allocated
 * GPU_NEARLY_FULL   8 MiB are free by the driver's account
 * GPU_FALLS_OFF     once there is a context, everything about memory is an unknown error
 * WITHOUT_MEMORY    lacks cuMemAlloc_v2
 * ALLOC_HANGS       cuMemAlloc_v2 never comes back
 * ALLOC_ABORTS      cuMemAlloc_v2 ends the process
 * ALLOC_REFUSED     cuMemAlloc_v2 refuses, whatever is free
 * COPY_FAILS        nothing can be copied or written to the GPU
 * COPY_HANGS        cuMemcpyDtoH_v2 never comes back
 * CORRUPTS          cuMemcpyDtoH_v2 writes a wrong fifth byte of what is larger than 4 KiB
 * DEVICE_CORRUPTS   the GPU writes a wrong byte 100 of what is larger than 4 KiB and copied in
 * POINTERS_HIDDEN   whoever asks about an address is told of host memory
 * EXPORT_FAILS      cuMemGetHandleForAddressRange is an unknown error
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cuda_stub.h"

#define REQUIRE(condition) \
  do { if (!(condition)) { fprintf(stderr, "stub: %s\n", #condition); abort(); } } while (0)
#define GPUS 2
#ifdef FAR_HANDLES
#define FIRST_HANDLE 40
#else
#define FIRST_HANDLE 0
#endif
#if defined(CUDA_NONSENSE)
#define SHOWN 1000
#elif defined(MIG)
#define SHOWN 1
#else
#define SHOWN GPUS
#endif

#ifndef BUS_0
#define BUS_0 18
#define BUS_1 3B
#endif
#define TEXT(token) #token
#define ADDRESS(bus) "0000:" TEXT(bus) ":00.0"
#define HEX(digits) 0x##digits
#define NUMBER(bus) HEX(bus)

static const char *const addresses[GPUS] = {ADDRESS(BUS_0), ADDRESS(BUS_1)};
static const int buses[GPUS] = {NUMBER(BUS_0), NUMBER(BUS_1)};
static int initialised; /* -1 when cuInit failed */

/* Every call begins here, but those that need no cuInit. */
#define READY() \
  do { REQUIRE(initialised); if (initialised < 0) return CUDA_ERROR_NOT_INITIALIZED; } while (0)

static int number(CUdevice gpu) {
  REQUIRE(gpu >= FIRST_HANDLE && gpu < FIRST_HANDLE + SHOWN);
  return (gpu - FIRST_HANDLE) % GPUS;
}

#ifdef CUDA_SILENT
#define ASK(gpu) \
  do { READY(); if (number(gpu) == 1) return CUDA_ERROR_INVALID_DEVICE; } while (0)
#else
#define ASK(gpu) do { READY(); number(gpu); } while (0)
#endif

CUresult cuGetErrorString(CUresult status, const char **text) {
  switch (status) {
    case CUDA_ERROR_INVALID_VALUE: *text = "invalid argument"; break;
    case CUDA_ERROR_OUT_OF_MEMORY: *text = "out of memory"; break;
    case CUDA_ERROR_NOT_INITIALIZED: *text = "initialization error"; break;
    case CUDA_ERROR_DEVICE_UNAVAILABLE:
      *text = "CUDA-capable device(s) is/are busy or unavailable";
      break;
    case CUDA_ERROR_NO_DEVICE: *text = "no CUDA-capable device is detected"; break;
    case CUDA_ERROR_INVALID_DEVICE: *text = "invalid device ordinal"; break;
    case CUDA_ERROR_INVALID_CONTEXT: *text = "invalid device context"; break;
    case CUDA_ERROR_NOT_SUPPORTED: *text = "operation not supported"; break;
    case CUDA_ERROR_SYSTEM_DRIVER_MISMATCH:
      *text = "system has unsupported display driver / cuda driver combination";
      break;
    case CUDA_ERROR_UNKNOWN: *text = "unknown error"; break;
    default: *text = NULL; return CUDA_ERROR_INVALID_VALUE;
  }
  return CUDA_SUCCESS;
}

CUresult cuDriverGetVersion(int *version) {
  *version = 12080;
  return CUDA_SUCCESS;
}

CUresult cuInit(unsigned int flags) {
  REQUIRE(flags == 0);
  initialised = -1;
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
  READY();
  *count = SHOWN;
  return CUDA_SUCCESS;
}
#endif

CUresult cuDeviceGet(CUdevice *gpu, int ordinal) {
  READY();
  if (ordinal < 0 || ordinal >= SHOWN) return CUDA_ERROR_INVALID_DEVICE;
  *gpu = FIRST_HANDLE + ordinal;
  return CUDA_SUCCESS;
}

CUresult cuDeviceGetByPCIBusId(CUdevice *gpu, const char *address) {
  unsigned domain, bus, device;
  READY();
  if (sscanf(address, "%x:%x:%x", &domain, &bus, &device) != 3) return CUDA_ERROR_INVALID_VALUE;
  for (int i = 0; i < GPUS && i < SHOWN; i++) {
    if (domain == 0 && (int)bus == buses[i] && device == 0) {
      *gpu = FIRST_HANDLE + i;
      return CUDA_SUCCESS;
    }
  }
  return CUDA_ERROR_INVALID_DEVICE;
}

CUresult cuDeviceGetName(char *name, int length, CUdevice gpu) {
  REQUIRE(length >= 64);
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

static int compute_mode(void) {
#if defined(GPU_EXCLUSIVE)
  return CU_COMPUTEMODE_EXCLUSIVE_PROCESS;
#elif defined(GPU_PROHIBITED)
  return CU_COMPUTEMODE_PROHIBITED;
#else
  return CU_COMPUTEMODE_DEFAULT;
#endif
}

CUresult cuDeviceGetAttribute(int *value, CUdevice_attribute attribute, CUdevice gpu) {
  ASK(gpu);
  switch (attribute) {
    case CU_DEVICE_ATTRIBUTE_COMPUTE_MODE: *value = compute_mode(); break;
    case CU_DEVICE_ATTRIBUTE_PCI_DOMAIN_ID: *value = 0; break;
    case CU_DEVICE_ATTRIBUTE_PCI_BUS_ID: *value = buses[number(gpu)]; break;
    case CU_DEVICE_ATTRIBUTE_PCI_DEVICE_ID: *value = 0; break;
    case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR: *value = 9; break;
    case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR: *value = 0; break;
#ifdef CUDA_OLD
    case CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_SUPPORTED:
    case CU_DEVICE_ATTRIBUTE_DMA_BUF_SUPPORTED: return CUDA_ERROR_INVALID_VALUE;
#else
    case CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_SUPPORTED: *value = 1; break;
    case CU_DEVICE_ATTRIBUTE_DMA_BUF_SUPPORTED: *value = number(gpu) == 0; break;
#endif
    default: REQUIRE(!"an attribute that is asked for");
  }
  return CUDA_SUCCESS;
}

#include "cuda_stub_memory.h"
#include "cuda_stub_ucx.h"
