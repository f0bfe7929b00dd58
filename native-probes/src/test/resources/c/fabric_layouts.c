/* Prints what the headers of libfabric say about every number in FabricLayout and its capabilities. */
#include <rdma/fabric.h>
#include <rdma/fi_domain.h>
#include <rdma/fi_errno.h>
#include <stddef.h>

#include "print_constants.h"

int main(void) {
  IS(FabricLayout, INFO_NEXT, offsetof(struct fi_info, next));
  IS(FabricLayout, INFO_CAPS, offsetof(struct fi_info, caps));
  IS(FabricLayout, INFO_MODE, offsetof(struct fi_info, mode));
  IS(FabricLayout, INFO_EP_ATTR, offsetof(struct fi_info, ep_attr));
  IS(FabricLayout, INFO_DOMAIN_ATTR, offsetof(struct fi_info, domain_attr));
  IS(FabricLayout, INFO_FABRIC_ATTR, offsetof(struct fi_info, fabric_attr));

  IS(FabricLayout, EP_ATTR_TYPE, offsetof(struct fi_ep_attr, type));
  IS(FabricLayout, DOMAIN_ATTR_NAME, offsetof(struct fi_domain_attr, name));
  IS(FabricLayout, DOMAIN_ATTR_MR_MODE, offsetof(struct fi_domain_attr, mr_mode));
  IS(FabricLayout, FABRIC_ATTR_PROV_NAME, offsetof(struct fi_fabric_attr, prov_name));

  IS(FabricLayout, EP_UNSPEC, FI_EP_UNSPEC);
  IS(FabricLayout, EP_MSG, FI_EP_MSG);
  IS(FabricLayout, EP_DGRAM, FI_EP_DGRAM);
  IS(FabricLayout, EP_RDM, FI_EP_RDM);

  IS(FabricLayout, MR_LOCAL, FI_MR_LOCAL);
  IS(FabricLayout, MR_VIRT_ADDR, FI_MR_VIRT_ADDR);
  IS(FabricLayout, MR_ALLOCATED, FI_MR_ALLOCATED);
  IS(FabricLayout, MR_PROV_KEY, FI_MR_PROV_KEY);
  IS(FabricLayout, MR_HMEM, FI_MR_HMEM);

  AT_LEAST(FabricLayout, MOST_NAME_BYTES, FI_NAME_MAX);
  IS(FabricLayout, ENODATA, FI_ENODATA);

  IS(FabricCapability, FI_MSG, FI_MSG);
  IS(FabricCapability, FI_RMA, FI_RMA);
  IS(FabricCapability, FI_READ, FI_READ);
  IS(FabricCapability, FI_WRITE, FI_WRITE);
  IS(FabricCapability, FI_REMOTE_READ, FI_REMOTE_READ);
  IS(FabricCapability, FI_REMOTE_WRITE, FI_REMOTE_WRITE);
  IS(FabricCapability, FI_HMEM, FI_HMEM);
  IS(FabricCapability, FI_LOCAL_COMM, FI_LOCAL_COMM);
  IS(FabricCapability, FI_REMOTE_COMM, FI_REMOTE_COMM);
  return 0;
}
