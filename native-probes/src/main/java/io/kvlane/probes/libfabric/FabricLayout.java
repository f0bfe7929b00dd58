package io.kvlane.probes.libfabric;

/**
 * Offsets and constants of {@code rdma/fabric.h}, {@code rdma/fi_domain.h} and {@code
 * rdma/fi_errno.h}, compared in a test with what a C program prints from the installed headers.
 * libfabric appends fields and never moves them.
 */
final class FabricLayout {

  static final int INFO_NEXT = 0;
  static final int INFO_CAPS = 8;
  static final int INFO_MODE = 16;
  static final int INFO_EP_ATTR = 88;
  static final int INFO_DOMAIN_ATTR = 96;
  static final int INFO_FABRIC_ATTR = 104;

  static final int EP_ATTR_TYPE = 0;
  static final int DOMAIN_ATTR_NAME = 8;
  static final int DOMAIN_ATTR_MR_MODE = 36;
  static final int FABRIC_ATTR_PROV_NAME = 16;

  static final int EP_UNSPEC = 0;
  static final int EP_MSG = 1;
  static final int EP_DGRAM = 2;
  static final int EP_RDM = 3;

  static final int MR_LOCAL = 0x4;
  static final int MR_VIRT_ADDR = 0x10;
  static final int MR_ALLOCATED = 0x20;
  static final int MR_PROV_KEY = 0x40;
  static final int MR_HMEM = 0x400;

  /** The longest name that libfabric allows; what goes beyond is cut off. */
  static final int MOST_NAME_BYTES = 64;

  static final int ENODATA = 61;

  private FabricLayout() {}
}
