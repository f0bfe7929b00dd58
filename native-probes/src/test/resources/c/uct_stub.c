/*
 * A libuct with four components of its own:
 *   ib        mlx5_0 takes dma-bufs, mlx5_1 takes CUDA memory, mlx5_2 cannot be opened
 *   cuda_cpy  takes CUDA memory, and a memory type that nobody knows
 *   rdmacm    has no memory domain
 *   broken    does not list its memory domains
 * It is strict: a wrong argument, a leak or an unknown handle ends the process. With FAILS it lists
 * nothing, with MANY it has more components and memory domains than anybody wants to see.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uct/api/uct.h>

#define REQUIRE(condition) \
  do { if (!(condition)) { fprintf(stderr, "stub: %s\n", #condition); abort(); } } while (0)
#ifdef MANY
#define COMPONENTS 100
#define DOMAINS 100
#else
#define COMPONENTS 4
#define DOMAINS 3
#endif
#define REG_DMABUF (1UL << 10)

static const char *const names[4] = {"ib", "cuda_cpy", "rdmacm", "broken"};
static const unsigned domains[4] = {DOMAINS, 1, 0, 0};
static int components[COMPONENTS];
static int config, open_lists, open_configs, open_domain = -1;

static int index_of(uct_component_h component) {
  long i = (int *)component - components;
  REQUIRE(i >= 0 && i < COMPONENTS);
  return i < 4 ? (int)i : 2;
}

ucs_status_t uct_query_components(uct_component_h **list, unsigned *count) {
#ifdef FAILS
  return UCS_ERR_NO_MEMORY;
#endif
  *list = calloc(COMPONENTS, sizeof **list);
  for (int i = 0; i < COMPONENTS; i++) (*list)[i] = (uct_component_h)&components[i];
  *count = COMPONENTS;
  open_lists++;
  return UCS_OK;
}

void uct_release_component_list(uct_component_h *list) {
  REQUIRE(open_lists-- == 1 && open_configs == 0 && open_domain == -1);
  free(list);
}

ucs_status_t uct_component_query(uct_component_h component, uct_component_attr_t *attr) {
  int i = index_of(component);
  if (attr->field_mask & UCT_COMPONENT_ATTR_FIELD_NAME) strcpy(attr->name, names[i]);
  if (attr->field_mask == UCT_COMPONENT_ATTR_FIELD_NAME) return UCS_OK;
  if (i == 3) return UCS_ERR_IO_ERROR;
  if (attr->field_mask & UCT_COMPONENT_ATTR_FIELD_MD_RESOURCE_COUNT)
    attr->md_resource_count = domains[i];
  if (attr->field_mask & UCT_COMPONENT_ATTR_FIELD_MD_RESOURCES) {
    for (unsigned d = 0; d < domains[i]; d++) {
      if (i == 0) snprintf(attr->md_resources[d].md_name, UCT_MD_NAME_MAX, "mlx5_%u", d);
      else memcpy(attr->md_resources[d].md_name, "as long as fits!", UCT_MD_NAME_MAX);
    }
  }
  return UCS_OK;
}

ucs_status_t uct_md_config_read(uct_component_h component, const char *prefix, const char *file,
                                uct_md_config_t **read) {
  REQUIRE(index_of(component) < 2 && prefix == NULL && file == NULL && open_configs == 0);
  *read = (uct_md_config_t *)&config;
  open_configs++;
  return UCS_OK;
}

void uct_config_release(void *released) { REQUIRE(released == &config && open_configs-- == 1); }

ucs_status_t uct_md_open(uct_component_h component, const char *name, const uct_md_config_t *with,
                         uct_md_h *md) {
  int i = index_of(component);
  REQUIRE(with == (uct_md_config_t *)&config && open_domain == -1);
  if (i == 0 && strcmp(name, "mlx5_2") == 0) return UCS_ERR_NO_DEVICE;
  open_domain = i == 1 ? 2 : name[5] - '0';
  *md = (uct_md_h)&open_domain;
  return UCS_OK;
}

ucs_status_t uct_md_query(uct_md_h md, uct_md_attr_t *attr) {
  REQUIRE(md == (uct_md_h)&open_domain && open_domain >= 0);
  attr->cap.reg_mem_types = UCS_BIT(UCS_MEMORY_TYPE_HOST);
  if (open_domain == 0) attr->cap.flags = REG_DMABUF | UCT_MD_FLAG_REG;
  if (open_domain != 0) attr->cap.reg_mem_types |= UCS_BIT(UCS_MEMORY_TYPE_CUDA);
  if (open_domain == 2) attr->cap.reg_mem_types |= 1UL << 63;
  return UCS_OK;
}

void uct_md_close(uct_md_h md) {
  REQUIRE(md == (uct_md_h)&open_domain && open_domain >= 0);
  open_domain = -1;
}
