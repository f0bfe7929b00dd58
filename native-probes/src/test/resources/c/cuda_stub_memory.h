/*
 * The part of cuda_stub.c with contexts and memory. Memory of a GPU is a file in memory that is
 * mapped twice: where the device pointer says, without any access, and where the copies here go.
 */
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/stat.h>

#define GPU_BYTES ((size_t)1 << 30)
#define MIB ((size_t)1 << 20)
#define PAGE ((size_t)4096)
#define LARGE 4096
/* Written, not flipped: flipped at both ends of a transfer a bit may be right again. */
#define WRONG 0x5b
#define DEEPEST 16
#define MOST_REGIONS 4096

struct CUctx_st { int gpu; int retained; unsigned long long id; };

/* OWN memory was allocated here, PEER memory by another process; PINNED memory is the host's. */
enum kind { NONE, OWN, PEER, PINNED };

struct region {
  enum kind kind;
  CUdeviceptr start;
  size_t size;
  char *bytes;
  int file;
  CUcontext context;
  unsigned long long id;
};

static struct CUctx_st contexts[GPUS] = {{.gpu = 0}, {.gpu = 1}};
static struct region regions[MOST_REGIONS];
static int regions_used;
static unsigned long long regions_ever, contexts_ever, allocations_ever;
static __thread CUcontext stack[DEEPEST];
static __thread int depth;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void unlock(int *held) { pthread_mutex_unlock(&mutex); }

/* Until the end of the block, no other thread is in such a block. */
#define LOCKED() __attribute__((cleanup(unlock))) int held = pthread_mutex_lock(&mutex)

/* Every call that works in a context begins here. */
#define IN_CONTEXT() \
  do { \
    READY(); \
    if (depth == 0) return CUDA_ERROR_INVALID_CONTEXT; \
    if (stack[depth - 1]->retained == 0) return CUDA_ERROR_CONTEXT_IS_DESTROYED; \
  } while (0)
#define CURRENT (stack[depth - 1])

/* Every call about memory of a GPU begins here. */
#ifdef GPU_FALLS_OFF
#define ON_GPU() do { IN_CONTEXT(); return CUDA_ERROR_UNKNOWN; } while (0)
#else
#define ON_GPU() IN_CONTEXT()
#endif

static size_t whole_pages(size_t size) { return (size + PAGE - 1) / PAGE * PAGE; }

static size_t allocated(int gpu) {
  size_t sum = 0;
  for (int i = 0; i < regions_used; i++) {
    if (regions[i].kind == OWN && regions[i].context->gpu == gpu) sum += regions[i].size;
  }
  return sum;
}

/* Writes the ledger if it changes; UCX retains and releases a context for every copy. */
static void write_ledger(void) {
  static char written[200];
  const char *ledger = getenv("UCX_STUB_LEDGER");
  char own[4096], beside[4096 + 8], line[200];
  int allocations = 0, length, file;
  if (ledger == NULL) return;
  for (int i = 0; i < regions_used; i++) allocations += regions[i].kind == OWN;
  length = sprintf(line, "allocated=%zu allocations=%d contexts=%d total_allocations=%llu\n",
                   allocated(0) + allocated(1), allocations,
                   (contexts[0].retained > 0) + (contexts[1].retained > 0), allocations_ever);
  if (strcmp(line, written) == 0) return;
  strcpy(written, line);
  REQUIRE(snprintf(own, sizeof own, "%s.%d", ledger, getpid()) < (int)sizeof own);
  sprintf(beside, "%s.new", own);
  file = open(beside, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0666);
  REQUIRE(file >= 0 && write(file, line, length) == length && close(file) == 0);
  REQUIRE(rename(beside, own) == 0);
}

static struct region *add(enum kind kind, size_t size) {
  int i = 0;
  while (i < regions_used && regions[i].kind != NONE) i++;
  REQUIRE(i < MOST_REGIONS);
  if (i == regions_used) regions_used++;
  regions[i] = (struct region) {
      .kind = kind, .size = size, .context = CURRENT, .id = ++regions_ever};
  return &regions[i];
}

/* Adds memory that is in a file; the region keeps the file. */
static struct region *add_file(enum kind kind, size_t size, int file) {
  struct region *region = add(kind, size);
  void *at = mmap(NULL, whole_pages(size), PROT_NONE, MAP_SHARED, file, 0);
  region->bytes = mmap(NULL, whole_pages(size), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  REQUIRE(at != MAP_FAILED && region->bytes != MAP_FAILED);
  region->start = (CUdeviceptr)at;
  region->file = file;
  return region;
}

static void remove_file(struct region *region) {
  munmap((void *)region->start, whole_pages(region->size));
  munmap(region->bytes, whole_pages(region->size));
  close(region->file);
  region->kind = NONE;
}

/* The region that has an address, or none. */
static struct region *region_of(CUdeviceptr pointer) {
  for (int i = 0; i < regions_used; i++) {
    struct region *region = &regions[i];
    if (region->kind != NONE && pointer - region->start < region->size) return region;
  }
  return NULL;
}

/* Where bytes of a GPU's memory are for this process; none unless all of them are memory. */
static char *device_bytes(CUdeviceptr pointer, size_t size) {
  struct region *region = region_of(pointer);
  if (region == NULL || region->kind == PINNED) return NULL;
  if (size > region->size - (pointer - region->start)) return NULL;
  return region->bytes + (pointer - region->start);
}

CUresult cuDevicePrimaryCtxRetain(CUcontext *context, CUdevice gpu) {
  ASK(gpu);
#if defined(GPU_EXCLUSIVE) || defined(GPU_PROHIBITED)
  return CUDA_ERROR_DEVICE_UNAVAILABLE;
#endif
  LOCKED();
  *context = &contexts[number(gpu)];
  if ((*context)->retained++ == 0) (*context)->id = ++contexts_ever;
  write_ledger();
  return CUDA_SUCCESS;
}

/* Unlike the driver, this keeps the memory of a context that ends: the ledger tells of it. */
CUresult cuDevicePrimaryCtxRelease_v2(CUdevice gpu) {
  ASK(gpu);
  LOCKED();
  REQUIRE(contexts[number(gpu)].retained > 0);
  contexts[number(gpu)].retained--;
  write_ledger();
  return CUDA_SUCCESS;
}

static int is_context(CUcontext context) {
  return context == &contexts[0] || context == &contexts[1];
}

CUresult cuCtxSetCurrent(CUcontext context) {
  READY();
  if (context == NULL) {
    if (depth > 0) depth--;
    return CUDA_SUCCESS;
  }
  REQUIRE(is_context(context));
  if (context->retained == 0) return CUDA_ERROR_INVALID_CONTEXT;
  if (depth == 0) depth = 1;
  CURRENT = context;
  return CUDA_SUCCESS;
}

CUresult cuCtxGetCurrent(CUcontext *context) {
  READY();
  *context = depth == 0 ? NULL : CURRENT;
  return CUDA_SUCCESS;
}

CUresult cuCtxSynchronize(void) {
  ON_GPU();
  return CUDA_SUCCESS;
}

CUresult cuMemGetInfo_v2(size_t *free, size_t *total) {
  ON_GPU();
  LOCKED();
  *total = GPU_BYTES;
#if defined(GPU_FULL)
  *free = MIB;
#elif defined(GPU_NEARLY_FULL)
  *free = 8 * MIB;
#else
  *free = GPU_BYTES - allocated(CURRENT->gpu);
#endif
  return CUDA_SUCCESS;
}

#ifndef WITHOUT_MEMORY
CUresult cuMemAlloc_v2(CUdeviceptr *pointer, size_t size) {
#if defined(ALLOC_HANGS)
  for (;;) pause();
#elif defined(ALLOC_ABORTS)
  fprintf(stderr, "stub: aborts\n");
  abort();
#endif
  ON_GPU();
#if defined(GPU_FULL) || defined(ALLOC_REFUSED)
  return CUDA_ERROR_OUT_OF_MEMORY;
#endif
  LOCKED();
  if (size == 0) return CUDA_ERROR_INVALID_VALUE;
  if (size > GPU_BYTES - allocated(CURRENT->gpu)) return CUDA_ERROR_OUT_OF_MEMORY;
  int file = memfd_create("gpu", MFD_CLOEXEC);
  REQUIRE(file >= 0 && ftruncate(file, whole_pages(size)) == 0);
  *pointer = add_file(OWN, size, file)->start;
  allocations_ever++;
  write_ledger();
  return CUDA_SUCCESS;
}
#endif

CUresult cuMemFree_v2(CUdeviceptr pointer) {
  ON_GPU();
  LOCKED();
  struct region *region = region_of(pointer);
  if (region == NULL || region->kind != OWN || region->start != pointer) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  remove_file(region);
  write_ledger();
  return CUDA_SUCCESS;
}

CUresult cuMemcpyHtoD_v2(CUdeviceptr to, const void *from, size_t size) {
  ON_GPU();
  LOCKED();
  char *bytes = device_bytes(to, size);
  if (bytes == NULL) return CUDA_ERROR_INVALID_VALUE;
#ifdef COPY_FAILS
  return CUDA_ERROR_UNKNOWN;
#endif
  memcpy(bytes, from, size);
#ifdef DEVICE_CORRUPTS
  if (size > LARGE) bytes[100] = WRONG;
#endif
  return CUDA_SUCCESS;
}

CUresult cuMemcpyDtoH_v2(void *to, CUdeviceptr from, size_t size) {
#ifdef COPY_HANGS
  for (;;) pause();
#endif
  ON_GPU();
  LOCKED();
  const char *bytes = device_bytes(from, size);
  if (bytes == NULL) return CUDA_ERROR_INVALID_VALUE;
  memcpy(to, bytes, size);
#ifdef CORRUPTS
  if (size > LARGE) ((char *)to)[4] = WRONG;
#endif
  return CUDA_SUCCESS;
}

CUresult cuMemsetD8_v2(CUdeviceptr pointer, unsigned char value, size_t size) {
  ON_GPU();
  LOCKED();
  char *bytes = device_bytes(pointer, size);
  if (bytes == NULL) return CUDA_ERROR_INVALID_VALUE;
#ifdef COPY_FAILS
  return CUDA_ERROR_UNKNOWN;
#endif
  memset(bytes, value, size);
  return CUDA_SUCCESS;
}

/* The file is that of the whole allocation, whatever part is asked for. */
CUresult cuMemGetHandleForAddressRange(void *handle, CUdeviceptr pointer, size_t size,
                                       CUmemRangeHandleType type, unsigned long long flags) {
  REQUIRE(type == CU_MEM_RANGE_HANDLE_TYPE_DMA_BUF_FD && flags <= 1);
  REQUIRE(size > 0 && size % PAGE == 0 && pointer % PAGE == 0);
  ON_GPU();
  LOCKED();
  struct region *region = region_of(pointer);
  if (region == NULL || region->kind != OWN) return CUDA_ERROR_INVALID_VALUE;
  if (size > whole_pages(region->size) - (pointer - region->start)) return CUDA_ERROR_INVALID_VALUE;
  if (region->context->gpu == 1) return CUDA_ERROR_NOT_SUPPORTED;
#ifdef EXPORT_FAILS
  return CUDA_ERROR_UNKNOWN;
#endif
  *(int *)handle = fcntl(region->file, F_DUPFD_CLOEXEC, 0);
  REQUIRE(*(int *)handle >= 0);
  return CUDA_SUCCESS;
}
