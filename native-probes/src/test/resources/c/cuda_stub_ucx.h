/*
 * The part of cuda_stub.c that only UCX asks for: streams and events, in which everything is done
 * at once, what a pointer is, memory of other processes, and pinned memory of the host. There is no
 * managed memory, no pool and no virtual memory management.
 */
#include <dlfcn.h>
#include <stdint.h>

#define CU_DEVICE_INVALID (-2)
#define CU_CTX_SYNC_MEMOPS 0x80
#define CU_STREAM_NON_BLOCKING 1
#define CU_EVENT_DISABLE_TIMING 2
#define CU_MEMHOSTREGISTER_PORTABLE 1
#define CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS 1
#define CU_IPC_HANDLE_SIZE 64

typedef enum {
  CU_POINTER_ATTRIBUTE_CONTEXT = 1,
  CU_POINTER_ATTRIBUTE_MEMORY_TYPE = 2,
  CU_POINTER_ATTRIBUTE_DEVICE_POINTER = 3,
  CU_POINTER_ATTRIBUTE_SYNC_MEMOPS = 6,
  CU_POINTER_ATTRIBUTE_BUFFER_ID = 7,
  CU_POINTER_ATTRIBUTE_IS_MANAGED = 8,
  CU_POINTER_ATTRIBUTE_DEVICE_ORDINAL = 9,
  CU_POINTER_ATTRIBUTE_IS_LEGACY_CUDA_IPC_CAPABLE = 10,
  CU_POINTER_ATTRIBUTE_RANGE_START_ADDR = 11,
  CU_POINTER_ATTRIBUTE_RANGE_SIZE = 12,
  CU_POINTER_ATTRIBUTE_MAPPED = 13,
  CU_POINTER_ATTRIBUTE_ALLOWED_HANDLE_TYPES = 14,
  CU_POINTER_ATTRIBUTE_MEMPOOL_HANDLE = 17
} CUpointer_attribute;

typedef enum { CU_MEMORYTYPE_HOST = 1, CU_MEMORYTYPE_DEVICE = 2 } CUmemorytype;

typedef enum {
  CU_GET_PROC_ADDRESS_SUCCESS = 0,
  CU_GET_PROC_ADDRESS_SYMBOL_NOT_FOUND = 1
} CUdriverProcAddressQueryResult;

typedef struct { char bytes[16]; } CUuuid;
typedef struct { char reserved[CU_IPC_HANDLE_SIZE]; } CUipcMemHandle;
typedef struct CUstream_st { CUcontext context; } *CUstream;
typedef struct CUevent_st { int recorded; } *CUevent;
typedef void (*CUstreamCallback)(CUstream stream, CUresult status, void *data);

/* What the handle of memory for other processes says. */
struct shared {
  pid_t process;
  int file;
  ino_t inode;
  size_t size;
};

CUresult cuGetProcAddress_v2(const char *name, void **function, int version,
                             uint64_t flags, CUdriverProcAddressQueryResult *result) {
  static void *self;
  char versioned[200];
  Dl_info info;
  if (self == NULL) {
    REQUIRE(dladdr((void *)cuGetProcAddress_v2, &info) != 0);
    self = dlopen(info.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
    REQUIRE(self != NULL);
  }
  REQUIRE(snprintf(versioned, sizeof versioned, "%s_v2", name) < (int)sizeof versioned);
  *function = dlsym(self, versioned);
  if (*function == NULL) *function = dlsym(self, name);
  if (result != NULL) {
    *result =
        *function ? CU_GET_PROC_ADDRESS_SUCCESS : CU_GET_PROC_ADDRESS_SYMBOL_NOT_FOUND;
  }
  return *function == NULL && result == NULL ? CUDA_ERROR_INVALID_VALUE : CUDA_SUCCESS;
}

CUresult cuDeviceTotalMem_v2(size_t *bytes, CUdevice gpu) {
  ASK(gpu);
  *bytes = GPU_BYTES;
  return CUDA_SUCCESS;
}

/* As in the UUIDs of nvml_stub.c. */
CUresult cuDeviceGetUuid(CUuuid *uuid, CUdevice gpu) {
  ASK(gpu);
  memcpy(uuid->bytes, "\x6f\x1c\x2a\x9e\x00\x00\x40\x00\x80\x00\x00\x00\x00\x00\x00", 15);
  uuid->bytes[15] = number(gpu);
  return CUDA_SUCCESS;
}

/* The same for GPUs that are not split into instances; CUDA 13 asks for it. */
CUresult cuDeviceGetUuid_v2(CUuuid *uuid, CUdevice gpu) { return cuDeviceGetUuid(uuid, gpu); }

CUresult cuDevicePrimaryCtxGetState(CUdevice gpu, unsigned int *flags, int *active) {
  ASK(gpu);
  *flags = 0;
  *active = contexts[number(gpu)].retained > 0;
  return CUDA_SUCCESS;
}

CUresult cuCtxPushCurrent_v2(CUcontext context) {
  READY();
  REQUIRE(is_context(context) && depth < DEEPEST);
  if (context->retained == 0) return CUDA_ERROR_INVALID_CONTEXT;
  depth++;
  CURRENT = context;
  return CUDA_SUCCESS;
}

CUresult cuCtxPopCurrent_v2(CUcontext *context) {
  READY();
  if (depth == 0) return CUDA_ERROR_INVALID_CONTEXT;
  if (context != NULL) *context = CURRENT;
  depth--;
  return CUDA_SUCCESS;
}

CUresult cuCtxGetDevice(CUdevice *gpu) {
  IN_CONTEXT();
  *gpu = FIRST_HANDLE + CURRENT->gpu;
  return CUDA_SUCCESS;
}

CUresult cuCtxGetId(CUcontext context, unsigned long long *id) {
  if (context == NULL) {
    IN_CONTEXT();
    context = CURRENT;
  }
  REQUIRE(is_context(context));
  *id = context->id;
  return CUDA_SUCCESS;
}

CUresult cuCtxSetFlags(unsigned int flags) {
  REQUIRE(flags == CU_CTX_SYNC_MEMOPS);
  IN_CONTEXT();
  return CUDA_SUCCESS;
}

/* Tells about a region, or about memory that is in none. */
static void attribute(CUpointer_attribute attribute, const struct region *region,
                      CUdeviceptr pointer, void *data) {
  static const struct region none;
  if (region == NULL) region = &none;
  int device = region->kind == OWN || region->kind == PEER;
  switch (attribute) {
    case CU_POINTER_ATTRIBUTE_CONTEXT: *(CUcontext *)data = region->context; break;
    case CU_POINTER_ATTRIBUTE_MEMORY_TYPE:
      *(unsigned *)data = device ? CU_MEMORYTYPE_DEVICE : region != &none ? CU_MEMORYTYPE_HOST : 0;
      break;
    case CU_POINTER_ATTRIBUTE_DEVICE_POINTER:
      *(CUdeviceptr *)data = region == &none ? 0 : pointer;
      break;
    case CU_POINTER_ATTRIBUTE_SYNC_MEMOPS: *(int *)data = device; break;
    case CU_POINTER_ATTRIBUTE_BUFFER_ID: *(unsigned long long *)data = region->id; break;
    case CU_POINTER_ATTRIBUTE_IS_MANAGED: *(int *)data = 0; break;
    case CU_POINTER_ATTRIBUTE_DEVICE_ORDINAL:
      *(int *)data = region == &none ? CU_DEVICE_INVALID : region->context->gpu;
      break;
    case CU_POINTER_ATTRIBUTE_IS_LEGACY_CUDA_IPC_CAPABLE:
      *(int *)data = region->kind == OWN;
      break;
    case CU_POINTER_ATTRIBUTE_RANGE_START_ADDR: *(CUdeviceptr *)data = region->start; break;
    case CU_POINTER_ATTRIBUTE_RANGE_SIZE: *(size_t *)data = region->size; break;
    case CU_POINTER_ATTRIBUTE_MAPPED: *(int *)data = region != &none; break;
    case CU_POINTER_ATTRIBUTE_ALLOWED_HANDLE_TYPES: *(unsigned long long *)data = 0; break;
    case CU_POINTER_ATTRIBUTE_MEMPOOL_HANDLE: *(void **)data = NULL; break;
    default: REQUIRE(!"an attribute of a pointer that is asked for");
  }
}

/* What CUDA knows of an address. */
static struct region *known(CUdeviceptr pointer) {
  struct region *region = region_of(pointer);
#ifdef POINTERS_HIDDEN
  if (region != NULL && region->kind != PINNED) return NULL;
#endif
  return region;
}

CUresult cuPointerGetAttribute(void *data, CUpointer_attribute asked, CUdeviceptr pointer) {
  READY();
  LOCKED();
  struct region *region = known(pointer);
  if (region == NULL) return CUDA_ERROR_INVALID_VALUE;
  attribute(asked, region, pointer, data);
  return CUDA_SUCCESS;
}

/* Unlike the other, this succeeds for memory that CUDA does not know. */
CUresult cuPointerGetAttributes(unsigned int count, CUpointer_attribute *asked, void **data,
                                CUdeviceptr pointer) {
  READY();
  LOCKED();
  for (unsigned i = 0; i < count; i++) attribute(asked[i], known(pointer), pointer, data[i]);
  return CUDA_SUCCESS;
}

CUresult cuPointerSetAttribute(const void *value, CUpointer_attribute attribute,
                               CUdeviceptr pointer) {
  REQUIRE(value != NULL && attribute == CU_POINTER_ATTRIBUTE_SYNC_MEMOPS);
  READY();
  LOCKED();
  return region_of(pointer) == NULL ? CUDA_ERROR_INVALID_VALUE : CUDA_SUCCESS;
}

CUresult cuMemGetAddressRange_v2(CUdeviceptr *start, size_t *size, CUdeviceptr pointer) {
  IN_CONTEXT();
  LOCKED();
  struct region *region = region_of(pointer);
  if (region == NULL) return CUDA_ERROR_INVALID_VALUE;
  *start = region->start;
  *size = region->size;
  return CUDA_SUCCESS;
}

CUresult cuMemHostRegister_v2(void *pointer, size_t size, unsigned int flags) {
  REQUIRE(pointer != NULL && size > 0 && flags <= CU_MEMHOSTREGISTER_PORTABLE);
  ON_GPU();
  LOCKED();
  if (region_of((CUdeviceptr)pointer) != NULL) return CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED;
  add(PINNED, size)->start = (CUdeviceptr)pointer;
  return CUDA_SUCCESS;
}

CUresult cuMemHostUnregister(void *pointer) {
  ON_GPU();
  LOCKED();
  struct region *region = region_of((CUdeviceptr)pointer);
  if (region == NULL || region->kind != PINNED) return CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED;
  region->kind = NONE;
  return CUDA_SUCCESS;
}

CUresult cuIpcGetMemHandle(CUipcMemHandle *handle, CUdeviceptr pointer) {
  struct stat status;
  ON_GPU();
  LOCKED();
  struct region *region = region_of(pointer);
  if (region == NULL || region->kind != OWN) return CUDA_ERROR_INVALID_VALUE;
  REQUIRE(fstat(region->file, &status) == 0);
  memset(handle, 0, sizeof *handle);
  *(struct shared *)handle = (struct shared) {
      .process = getpid(), .file = region->file, .inode = status.st_ino, .size = region->size};
  return CUDA_SUCCESS;
}

CUresult cuIpcOpenMemHandle_v2(CUdeviceptr *pointer, CUipcMemHandle handle, unsigned int flags) {
  struct shared *shared = (struct shared *)&handle;
  struct stat status;
  char path[64];
  REQUIRE(flags == CU_IPC_MEM_LAZY_ENABLE_PEER_ACCESS);
  ON_GPU();
  if (shared->process == getpid()) return CUDA_ERROR_INVALID_CONTEXT;
  LOCKED();
  sprintf(path, "/proc/%d/fd/%d", (int)shared->process, shared->file);
  int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return CUDA_ERROR_MAP_FAILED;
  if (fstat(file, &status) != 0 || status.st_ino != shared->inode) {
    close(file);
    return CUDA_ERROR_INVALID_VALUE;
  }
  *pointer = add_file(PEER, shared->size, file)->start;
  return CUDA_SUCCESS;
}

CUresult cuIpcCloseMemHandle(CUdeviceptr pointer) {
  ON_GPU();
  LOCKED();
  struct region *region = region_of(pointer);
  if (region == NULL || region->kind != PEER || region->start != pointer) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  remove_file(region);
  return CUDA_SUCCESS;
}

CUresult cuStreamCreate(CUstream *stream, unsigned int flags) {
  REQUIRE(flags == CU_STREAM_NON_BLOCKING);
  IN_CONTEXT();
  *stream = malloc(sizeof **stream);
  (*stream)->context = CURRENT;
  return CUDA_SUCCESS;
}

CUresult cuStreamDestroy_v2(CUstream stream) {
  REQUIRE(stream != NULL && is_context(stream->context));
  stream->context = NULL;
  free(stream);
  return CUDA_SUCCESS;
}

CUresult cuStreamSynchronize(CUstream stream) {
  REQUIRE(stream != NULL && is_context(stream->context));
  ON_GPU();
  return CUDA_SUCCESS;
}

CUresult cuStreamAddCallback(CUstream stream, CUstreamCallback callback, void *data,
                             unsigned int flags) {
  REQUIRE(stream != NULL && is_context(stream->context) && flags == 0);
  callback(stream, CUDA_SUCCESS, data);
  return CUDA_SUCCESS;
}

CUresult cuEventCreate(CUevent *event, unsigned int flags) {
  REQUIRE(flags == CU_EVENT_DISABLE_TIMING);
  IN_CONTEXT();
  *event = calloc(1, sizeof **event);
  return CUDA_SUCCESS;
}

CUresult cuEventDestroy_v2(CUevent event) {
  REQUIRE(event != NULL);
  free(event);
  return CUDA_SUCCESS;
}

CUresult cuEventRecord(CUevent event, CUstream stream) {
  REQUIRE(event != NULL && stream != NULL && is_context(stream->context));
  ON_GPU();
  event->recorded = 1;
  return CUDA_SUCCESS;
}

CUresult cuEventQuery(CUevent event) {
  REQUIRE(event != NULL && event->recorded);
  READY();
  return CUDA_SUCCESS;
}

/* Where bytes are that a copy reads or writes, a GPU's or the host's; none beyond an allocation. */
static void *any_bytes(CUdeviceptr pointer, size_t size) {
  struct region *region = region_of(pointer);
  if (region == NULL || region->kind == PINNED) return (void *)pointer;
  return device_bytes(pointer, size);
}

CUresult cuMemcpyAsync(CUdeviceptr to, CUdeviceptr from, size_t size, CUstream stream) {
  REQUIRE(stream != NULL && is_context(stream->context));
  ON_GPU();
  LOCKED();
  void *target = any_bytes(to, size), *source = any_bytes(from, size);
  if (target == NULL || source == NULL) return CUDA_ERROR_INVALID_VALUE;
  memmove(target, source, size);
  return CUDA_SUCCESS;
}

CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t size, CUstream stream) {
  REQUIRE(stream != NULL && is_context(stream->context));
  ON_GPU();
  LOCKED();
  char *target = device_bytes(to, size), *source = device_bytes(from, size);
  if (target == NULL || source == NULL) return CUDA_ERROR_INVALID_VALUE;
  memmove(target, source, size);
  return CUDA_SUCCESS;
}

#define UNSUPPORTED(name) CUresult name(void) { return CUDA_ERROR_NOT_SUPPORTED; }

UNSUPPORTED(cuMemAllocManaged)
UNSUPPORTED(cuMemRangeGetAttribute)
UNSUPPORTED(cuMemCreate)
UNSUPPORTED(cuMemRelease)
UNSUPPORTED(cuMemMap)
UNSUPPORTED(cuMemUnmap)
UNSUPPORTED(cuMemSetAccess)
UNSUPPORTED(cuMemAddressReserve)
UNSUPPORTED(cuMemAddressFree)
UNSUPPORTED(cuMemGetAllocationGranularity)
UNSUPPORTED(cuMemGetAllocationPropertiesFromHandle)
UNSUPPORTED(cuMemRetainAllocationHandle)
UNSUPPORTED(cuMemExportToShareableHandle)
UNSUPPORTED(cuMemImportFromShareableHandle)
UNSUPPORTED(cuMemPoolDestroy)
UNSUPPORTED(cuMemPoolSetAccess)
UNSUPPORTED(cuMemPoolExportPointer)
UNSUPPORTED(cuMemPoolImportPointer)
UNSUPPORTED(cuMemPoolExportToShareableHandle)
UNSUPPORTED(cuMemPoolImportFromShareableHandle)
