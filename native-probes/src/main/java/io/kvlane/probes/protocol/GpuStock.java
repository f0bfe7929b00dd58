package io.kvlane.probes.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What became of a GPU's memory at one end of a run.
 *
 * @param stagedBecause why the end copied through host memory, null when the engine had the GPU's
 *     memory
 * @param copiedBytes bytes of the copy between GPU and host memory, 0 without one
 * @param copyNanos time of that copy, 0 without one
 * @param pcieBytesPerSecond most that the GPU's PCI link was seen to move during the run, the
 *     larger of the two directions; null when NVML does not tell, or the run was too short to see
 *     it
 * @param registration how the NIC of a forced run could register the memory, null when it was not
 *     tried
 */
public record GpuStock(
    @Nullable String stagedBecause,
    long copiedBytes,
    long copyNanos,
    @Nullable Double pcieBytesPerSecond,
    @Nullable String registration) {

  private static final int MOST_TEXT_CHARACTERS = 500;

  /** Checks the ranges: another node may have said this. */
  public GpuStock {
    if (copiedBytes < 0
        || copyNanos < 0
        || (pcieBytesPerSecond != null && !(pcieBytesPerSecond >= 0))) {
      throw new IllegalArgumentException("a copy of less than nothing");
    }
    if (isLong(stagedBecause) || isLong(registration)) {
      throw new IllegalArgumentException("a text of more than " + MOST_TEXT_CHARACTERS);
    }
  }

  private static boolean isLong(@Nullable String text) {
    return text != null && text.length() > MOST_TEXT_CHARACTERS;
  }
}
