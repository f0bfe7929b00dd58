package io.kvlane.probes.nvml;

/**
 * Offsets and constants of {@code nvml.h} as NVML 11.8 and 12.9 have them, compared in a test with
 * what a C program prints. NVIDIA gives a structure that changes another name, and never changes
 * one; structures are allocated larger than any of these and zeroed.
 */
final class NvmlLayout {

  /** Room for each structure; the largest, nvmlPciInfo_t, has 68 bytes. */
  static final int STRUCT_BYTES = 256;

  /** Room for each text; the longest, a name, has up to 96 with its zero byte. */
  static final int TEXT_BYTES = 96;

  static final int PCI_INFO_BUS_ID = 36;
  static final int MEMORY_TOTAL = 0;
  static final int BAR1_MEMORY_TOTAL = 0;
  static final int BAR1_MEMORY_USED = 16;

  static final int MIG_DISABLED = 0;
  static final int MIG_ENABLED = 1;
  static final int NVLINK_ENABLED = 1;
  static final int PCIE_SENT = 0;
  static final int PCIE_RECEIVED = 1;

  /** More than any model has; 18 in NVML 12.9. */
  static final int MOST_NVLINKS = 36;

  static final int SUCCESS = 0;
  static final int INVALID_ARGUMENT = 2;
  static final int NOT_SUPPORTED = 3;
  static final int DRIVER_NOT_LOADED = 9;
  static final int FUNCTION_NOT_FOUND = 13;
  static final int GPU_IS_LOST = 15;

  private NvmlLayout() {}
}
