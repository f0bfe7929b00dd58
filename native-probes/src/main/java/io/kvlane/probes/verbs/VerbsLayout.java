package io.kvlane.probes.verbs;

/**
 * Offsets and constants of {@code infiniband/verbs.h}, compared in a test with what a C program
 * prints from the installed header. rdma-core appends fields and never moves them; structures are
 * allocated larger than any version needs and zeroed.
 */
final class VerbsLayout {

  /** Room for both structures; the larger, ibv_device_attr, has 232 bytes. */
  static final int STRUCT_BYTES = 512;

  static final int DEVICE_ATTR_FW_VER = 0;
  static final int DEVICE_ATTR_PHYS_PORT_CNT = 227;

  static final int PORT_ATTR_STATE = 0;
  static final int PORT_ATTR_ACTIVE_MTU = 8;
  static final int PORT_ATTR_LINK_LAYER = 46;

  static final int MTU_256 = 1;
  static final int MTU_4096 = 5;

  static final int ACCESS_LOCAL_WRITE = 0x1;
  static final int ACCESS_REMOTE_WRITE = 0x2;
  static final int ACCESS_REMOTE_READ = 0x4;
  static final int ACCESS_REMOTE_ATOMIC = 0x8;

  private VerbsLayout() {}
}
