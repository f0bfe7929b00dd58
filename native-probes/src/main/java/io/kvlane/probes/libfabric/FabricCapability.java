package io.kvlane.probes.libfabric;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The capabilities of libfabric that say something about a path for KV bytes ({@code
 * fi_getinfo(3)}), by their C names.
 */
enum FabricCapability {
  FI_MSG(1),
  FI_RMA(2),
  FI_READ(8),
  FI_WRITE(9),
  FI_REMOTE_READ(12),
  FI_REMOTE_WRITE(13),
  FI_HMEM(47),
  FI_LOCAL_COMM(51),
  FI_REMOTE_COMM(52);

  private final int bit;

  FabricCapability(int bit) {
    this.bit = bit;
  }

  /** The flag in {@code fi_info.caps}. */
  long flag() {
    return 1L << bit;
  }

  /** Names of those among flags. */
  static SortedSet<String> namesOf(long flags) {
    SortedSet<String> names = new TreeSet<>();
    for (FabricCapability capability : values()) {
      if ((flags & capability.flag()) != 0) {
        names.add(capability.name());
      }
    }
    return names;
  }
}
