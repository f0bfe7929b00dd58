/*
 * A libfabric 2.1 with an EFA device, which it offers twice, and the loopback interface. Only who
 * asks for it hears of device memory. It is strict: a wrong argument or a leak ends the process.
 * With FAILS it fails, with NO_DATA it has nothing, with MANY it has more than anybody wants to see,
 * with ENDLESS its list has no end.
 */
#include <rdma/fabric.h>
#include <rdma/fi_domain.h>
#include <rdma/fi_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REQUIRE(condition) \
  do { if (!(condition)) { fprintf(stderr, "stub: %s\n", #condition); abort(); } } while (0)
#define MANY_OFFERS 1000
#define LONG_NAME "a name of a domain that is longer than any name that libfabric has room for, by far"

static int entries;

static struct fi_info *new_info(void) {
  struct fi_info *info = calloc(1, sizeof *info);
  info->ep_attr = calloc(1, sizeof *info->ep_attr);
  info->domain_attr = calloc(1, sizeof *info->domain_attr);
  info->fabric_attr = calloc(1, sizeof *info->fabric_attr);
  entries++;
  return info;
}

__attribute__((unused)) static struct fi_info *offer(const char *provider, const char *domain, int type, uint64_t caps,
                             struct fi_info *next) {
  struct fi_info *info = new_info();
  info->fabric_attr->prov_name = strdup(provider);
  info->domain_attr->name = domain ? strdup(domain) : NULL;
  info->ep_attr->type = type;
  info->caps = caps;
  info->next = next;
  return info;
}

uint32_t fi_version(void) { return FI_VERSION(2, 1); }

const char *fi_strerror(int error) { return strerror(error); }

struct fi_info *fi_dupinfo(const struct fi_info *info) {
  REQUIRE(info == NULL && entries == 0);
  return new_info();
}

void fi_freeinfo(struct fi_info *info) {
  while (info) {
    struct fi_info *next = info->next == info ? NULL : info->next;
    free(info->fabric_attr->prov_name);
    free(info->domain_attr->name);
    free(info->fabric_attr);
    free(info->domain_attr);
    free(info->ep_attr);
    free(info);
    REQUIRE(entries-- > 0);
    info = next;
  }
}

int fi_getinfo(uint32_t version, const char *node, const char *service, uint64_t flags,
               const struct fi_info *hints, struct fi_info **info) {
  REQUIRE(version == FI_VERSION(2, 1) && !node && !service && flags == 0);
  REQUIRE(entries == (hints ? 1 : 0));
#if defined(FAILS)
  return -FI_ENOMEM;
#elif defined(NO_DATA)
  return -FI_ENODATA;
#elif defined(MANY)
  *info = NULL;
  for (int i = 0; i < MANY_OFFERS; i++) {
    char name[32];
    snprintf(name, sizeof name, "eth%d", i);
    *info = offer("tcp", name, FI_EP_MSG, FI_MSG, *info);
  }
  return 0;
#elif defined(ENDLESS)
  *info = offer("tcp", "eth0", FI_EP_MSG, FI_MSG, NULL);
  (*info)->next = *info;
  return 0;
#else
  if (hints) {
    REQUIRE(hints->caps == (FI_MSG | FI_RMA | FI_HMEM) && hints->mode == ~0ULL);
    REQUIRE(hints->domain_attr->mr_mode ==
            (FI_MR_LOCAL | FI_MR_VIRT_ADDR | FI_MR_ALLOCATED | FI_MR_PROV_KEY | FI_MR_HMEM));
    *info = offer("efa", "rdmap16s27-rdm", FI_EP_RDM, FI_MSG | FI_RMA | FI_HMEM, NULL);
    return 0;
  }
  *info = offer("strange", NULL, 77, 0, NULL);
  *info = offer("tcp", LONG_NAME, FI_EP_MSG, FI_MSG | FI_LOCAL_COMM, *info);
  *info = offer("efa", "rdmap16s27-dgrm", FI_EP_DGRAM, FI_MSG | FI_TAGGED, *info);
  *info = offer("efa", "rdmap16s27-rdm", FI_EP_RDM, FI_MSG | FI_REMOTE_READ, *info);
  *info = offer("efa", "rdmap16s27-rdm", FI_EP_RDM, FI_MSG, *info);
  return 0;
#endif
}
