package io.kvlane.probes.uct;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The memory types of UCX (header {@code ucs/memory/memory_type.h}), as bits and in its words. */
final class MemoryTypes {

  /**
   * In the order of {@code ucs_memory_type_t}. Later versions appended to it: rdma came with 1.16,
   * ze with 1.17, gaudi with 1.21.
   */
  static final List<String> NAMES =
      List.of(
          "host",
          "cuda",
          "cuda-managed",
          "rocm",
          "rocm-managed",
          "rdma",
          "ze-host",
          "ze-device",
          "ze-managed",
          "gaudi");

  private MemoryTypes() {}

  /** Names of the types in a bitmap; what this version of kvlane does not know is left out. */
  static SortedSet<String> of(long bitmap) {
    SortedSet<String> types = new TreeSet<>();
    for (int bit = 0; bit < NAMES.size(); bit++) {
      if ((bitmap & 1L << bit) != 0) {
        types.add(NAMES.get(bit));
      }
    }
    return types;
  }
}
