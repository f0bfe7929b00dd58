/*
 * A libibverbs with four devices of its own:
 *   stub_0  two ports, one down; takes dma-bufs
 *   stub_1  takes no dma-bufs
 *   stub_2  cannot be opened
 *   stub_3  does not answer for its attributes
 * It is strict: a wrong argument, a leak or an unknown handle ends the process. With NO_DEVICES it
 * has no kernel below it, with FAILS it fails, with NO_DMABUF it is older than dma-bufs.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <infiniband/verbs.h>

#undef ibv_query_port
#undef ibv_get_device_list
#define REQUIRE(condition) \
  do { if (!(condition)) { fprintf(stderr, "stub: %s\n", #condition); abort(); } } while (0)
#define DEVICES 4

static const char *const names[DEVICES] = {"stub_0", "stub_1", "stub_2", "stub_3"};
static struct ibv_device devices[DEVICES];
static struct ibv_context contexts[DEVICES];
static struct ibv_pd domains[DEVICES];
static int open_contexts, open_domains, open_lists;

struct ibv_device **ibv_get_device_list(int *count) {
#if defined(NO_DEVICES)
  errno = ENOSYS;
  return NULL;
#elif defined(FAILS)
  errno = EMFILE;
  return NULL;
#else
  struct ibv_device **list = calloc(DEVICES + 1, sizeof *list);
  for (int i = 0; i < DEVICES; i++) list[i] = &devices[i];
  *count = DEVICES;
  open_lists++;
  return list;
#endif
}

void ibv_free_device_list(struct ibv_device **list) {
  REQUIRE(open_lists-- == 1 && open_contexts == 0 && open_domains == 0);
  free(list);
}

const char *ibv_get_device_name(struct ibv_device *device) { return names[device - devices]; }

struct ibv_context *ibv_open_device(struct ibv_device *device) {
  int i = (int)(device - devices);
  if (i == 2) {
    errno = EACCES;
    return NULL;
  }
  contexts[i].device = device;
  open_contexts++;
  return &contexts[i];
}

int ibv_close_device(struct ibv_context *context) {
  REQUIRE(context - contexts < DEVICES && open_contexts-- == 1 && open_domains == 0);
  return 0;
}

int ibv_query_device(struct ibv_context *context, struct ibv_device_attr *attr) {
  if (context == &contexts[3]) return EIO;
  strcpy(attr->fw_ver, "28.39.1002");
  attr->phys_port_cnt = context == &contexts[0] ? 2 : 1;
  return 0;
}

int ibv_query_port(struct ibv_context *context, uint8_t port, struct _compat_ibv_port_attr *compat) {
  struct ibv_port_attr *attr = (struct ibv_port_attr *)compat;
  REQUIRE(port == 1 || (port == 2 && context == &contexts[0]));
  attr->state = port == 1 ? IBV_PORT_ACTIVE : IBV_PORT_DOWN;
  attr->active_mtu = port == 1 ? IBV_MTU_4096 : IBV_MTU_1024;
  attr->link_layer = context == &contexts[0] ? IBV_LINK_LAYER_INFINIBAND : IBV_LINK_LAYER_ETHERNET;
  return 0;
}

struct ibv_pd *ibv_alloc_pd(struct ibv_context *context) {
  domains[context - contexts].context = context;
  open_domains++;
  return &domains[context - contexts];
}

int ibv_dealloc_pd(struct ibv_pd *domain) {
  REQUIRE(domain - domains < DEVICES && open_domains-- == 1);
  return 0;
}

/* Whether a NIC gets at the memory of GPUs by its address: device 0 does, device 1 does not. */
#undef ibv_reg_mr
struct ibv_mr *ibv_reg_mr(struct ibv_pd *domain, void *address, size_t length, int access) {
  static struct ibv_mr region;
  REQUIRE(domain - domains < DEVICES && address && length % 4096 == 0);
  REQUIRE(access == (IBV_ACCESS_LOCAL_WRITE | IBV_ACCESS_REMOTE_WRITE | IBV_ACCESS_REMOTE_READ));
  errno = EFAULT;
  return domain == &domains[0] ? &region : NULL;
}

int ibv_dereg_mr(struct ibv_mr *region) { REQUIRE(region); return 0; }

#if !defined(NO_DMABUF)
struct ibv_mr *ibv_reg_dmabuf_mr(struct ibv_pd *domain, uint64_t offset, size_t length, uint64_t iova,
                                 int fd, int access) {
  static struct ibv_mr region;
  REQUIRE(domain - domains < DEVICES && offset == 0 && length % 4096 == 0 && fd >= -1);
  errno = domain != &domains[0] ? EOPNOTSUPP : EBADF;
  return domain == &domains[0] && fd >= 0 ? &region : NULL;
}
#endif
