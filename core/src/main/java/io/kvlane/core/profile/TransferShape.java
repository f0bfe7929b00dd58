package io.kvlane.core.profile;

/**
 * Number and size of the descriptors of one transfer.
 *
 * @param regions registered regions, at least 1
 * @param blocksPerRegion blocks that each region contributes, at least 1
 * @param descriptorBytes bytes of one block in one region, at least 1
 */
public record TransferShape(int regions, int blocksPerRegion, int descriptorBytes) {

  private static final int PAGE_BYTES = 4096;

  /**
   * Checks the ranges; throws {@link IllegalArgumentException} naming the value that is out of its
   * range.
   */
  public TransferShape {
    Range.require("regions", regions, 1, 4096);
    Range.require("blocks-per-region", blocksPerRegion, 1, 10_000_000);
    Range.require("descriptor-bytes", descriptorBytes, 1, 1 << 30);
    Range.require("descriptors", (long) regions * blocksPerRegion, 1, 100_000_000);
  }

  /**
   * One message of the given size, which shows the health of the link rather than the cost of
   * descriptors.
   */
  public static TransferShape contiguous(int bytes) {
    return new TransferShape(1, 1, bytes);
  }

  /** Number of descriptors. */
  public int descriptors() {
    return regions * blocksPerRegion;
  }

  /** Bytes of all descriptors together. */
  public long totalBytes() {
    return (long) descriptors() * descriptorBytes;
  }

  /**
   * The largest transfer of the same kind that fits into a number of bytes: descriptors keep their
   * size and all regions take part, with fewer blocks each, as a shorter input would have it. Only
   * where not even one descriptor of each region fits do regions fall away, and only a single
   * descriptor that is too large is cut.
   *
   * @param maxBytes at least 1
   * @throws IllegalArgumentException when {@code maxBytes} is below 1
   */
  public TransferShape cappedTo(long maxBytes) {
    Range.require("max-bytes", maxBytes, 1, Long.MAX_VALUE);
    if (totalBytes() <= maxBytes) {
      return this;
    }
    int fitting = (int) (maxBytes / descriptorBytes);
    if (fitting == 0) {
      long wholePages = maxBytes - maxBytes % PAGE_BYTES;
      return contiguous((int) (wholePages == 0 ? maxBytes : wholePages));
    }
    int cappedRegions = Math.min(regions, fitting);
    return new TransferShape(cappedRegions, fitting / cappedRegions, descriptorBytes);
  }
}
