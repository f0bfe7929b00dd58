package io.kvlane.probes.uct;

/**
 * Offsets and constants of {@code uct/api/uct.h}, compared in a test with what a C program prints
 * from the installed headers. The same from UCX 1.13 to 1.22. Structures are allocated larger than
 * any version needs and zeroed.
 */
final class UctLayout {

  /** Room for either structure; the larger, uct_md_attr_t, has 232 bytes. */
  static final int STRUCT_BYTES = 512;

  static final int COMPONENT_ATTR_FIELD_MASK = 0;
  static final int COMPONENT_ATTR_NAME = 8;
  static final int COMPONENT_ATTR_MD_RESOURCE_COUNT = 24;
  static final int COMPONENT_ATTR_MD_RESOURCES = 32;
  static final long COMPONENT_FIELD_NAME = 0x1;
  static final long COMPONENT_FIELD_MD_RESOURCE_COUNT = 0x2;
  static final long COMPONENT_FIELD_MD_RESOURCES = 0x4;

  /** Room for a component's name with the zero byte that ends it. */
  static final int COMPONENT_NAME_BYTES = 16;

  /** A memory domain in the list of a component: nothing but its name. */
  static final int MD_RESOURCE_BYTES = 16;

  static final int MD_ATTR_FLAGS = 16;
  static final int MD_ATTR_REG_MEM_TYPES = 24;

  /** It can register dma-bufs; headers have it since UCX 1.14. */
  static final long MD_FLAG_REG_DMABUF = 0x400;

  private UctLayout() {}
}
