package io.kvlane.probes.engine;

import io.kvlane.core.transfer.Memory;

/** Memory that an engine moves bytes from or to. Outlives the engine's session. */
public interface Region {

  /** Address of the first usable byte, in the address space of {@link #memory}. */
  long address();

  /** Usable size, at least 1. */
  long bytes();

  /** What kind of memory it is. */
  Memory memory();
}
