/* Prints what the headers of libibverbs say about every number in VerbsLayout and Errno. */
#include <errno.h>
#include <infiniband/verbs.h>
#include <stddef.h>

#include "print_constants.h"

int main(void) {
  AT_LEAST(VerbsLayout, STRUCT_BYTES, sizeof(struct ibv_device_attr));
  AT_LEAST(VerbsLayout, STRUCT_BYTES, sizeof(struct ibv_port_attr));

  IS(VerbsLayout, DEVICE_ATTR_FW_VER, offsetof(struct ibv_device_attr, fw_ver));
  IS(VerbsLayout, DEVICE_ATTR_PHYS_PORT_CNT, offsetof(struct ibv_device_attr, phys_port_cnt));

  IS(VerbsLayout, PORT_ATTR_STATE, offsetof(struct ibv_port_attr, state));
  IS(VerbsLayout, PORT_ATTR_ACTIVE_MTU, offsetof(struct ibv_port_attr, active_mtu));
  IS(VerbsLayout, PORT_ATTR_LINK_LAYER, offsetof(struct ibv_port_attr, link_layer));

  IS(VerbsLayout, MTU_256, IBV_MTU_256);
  IS(VerbsLayout, MTU_4096, IBV_MTU_4096);

  IS(VerbsLayout, ACCESS_LOCAL_WRITE, IBV_ACCESS_LOCAL_WRITE);
  IS(VerbsLayout, ACCESS_REMOTE_WRITE, IBV_ACCESS_REMOTE_WRITE);
  IS(VerbsLayout, ACCESS_REMOTE_READ, IBV_ACCESS_REMOTE_READ);
  IS(VerbsLayout, ACCESS_REMOTE_ATOMIC, IBV_ACCESS_REMOTE_ATOMIC);

  IS(Errno, EBADF, EBADF);
  IS(Errno, ENOSYS, ENOSYS);
  return 0;
}
