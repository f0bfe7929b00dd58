/* Prints what the headers of UCX say about every number in UctLayout. */
#include <stddef.h>
#include <uct/api/uct.h>

#include "print_constants.h"

int main(void) {
  AT_LEAST(UctLayout, STRUCT_BYTES, sizeof(uct_component_attr_t));
  AT_LEAST(UctLayout, STRUCT_BYTES, sizeof(uct_md_attr_t));

  IS(UctLayout, COMPONENT_ATTR_FIELD_MASK, offsetof(uct_component_attr_t, field_mask));
  IS(UctLayout, COMPONENT_ATTR_NAME, offsetof(uct_component_attr_t, name));
  IS(UctLayout, COMPONENT_ATTR_MD_RESOURCE_COUNT,
     offsetof(uct_component_attr_t, md_resource_count));
  IS(UctLayout, COMPONENT_ATTR_MD_RESOURCES, offsetof(uct_component_attr_t, md_resources));
  IS(UctLayout, COMPONENT_FIELD_NAME, UCT_COMPONENT_ATTR_FIELD_NAME);
  IS(UctLayout, COMPONENT_FIELD_MD_RESOURCE_COUNT, UCT_COMPONENT_ATTR_FIELD_MD_RESOURCE_COUNT);
  IS(UctLayout, COMPONENT_FIELD_MD_RESOURCES, UCT_COMPONENT_ATTR_FIELD_MD_RESOURCES);
  IS(UctLayout, COMPONENT_NAME_BYTES, UCT_COMPONENT_NAME_MAX);
  IS(UctLayout, MD_RESOURCE_BYTES, sizeof(uct_md_resource_desc_t));

  IS(UctLayout, MD_ATTR_FLAGS, offsetof(uct_md_attr_t, cap.flags));
  IS(UctLayout, MD_ATTR_REG_MEM_TYPES, offsetof(uct_md_attr_t, cap.reg_mem_types));
#if UCT_API >= UCT_VERSION(1, 14)
  IS(UctLayout, MD_FLAG_REG_DMABUF, UCT_MD_FLAG_REG_DMABUF);
#else
  ABSENT(UctLayout, MD_FLAG_REG_DMABUF);
#endif
  return 0;
}
