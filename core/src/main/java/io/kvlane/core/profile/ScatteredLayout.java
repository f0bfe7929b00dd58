package io.kvlane.core.profile;

/**
 * A transfer over a paged KV cache.
 *
 * <p>Descriptors go region by region. The block numbers of the two sides are two independent
 * permutations, the same in all regions, because a paged cache hands out blocks in no order, while
 * one block number means the same slot in every tensor. Both sides compute the same layout from the
 * same seed, so that each can verify what the other sent.
 */
public final class ScatteredLayout implements DescriptorLayout {

  private static final long INITIATOR_SALT = 0x1f83d9abfb41bd6bL;
  private static final long RESPONDER_SALT = 0x5be0cd19137e2179L;

  private final TransferShape shape;
  private final int[] initiatorBlocks;
  private final int[] responderBlocks;

  /**
   * Lays out a transfer.
   *
   * @param seed any number; equal seeds give equal layouts on every machine
   */
  public ScatteredLayout(TransferShape shape, long seed) {
    this.shape = shape;
    this.initiatorBlocks = permutation(shape.blocksPerRegion(), seed ^ INITIATOR_SALT);
    this.responderBlocks = permutation(shape.blocksPerRegion(), seed ^ RESPONDER_SALT);
  }

  @Override
  public TransferShape shape() {
    return shape;
  }

  @Override
  public long initiatorOffset(int descriptor) {
    return offset(descriptor, initiatorBlocks);
  }

  @Override
  public long responderOffset(int descriptor) {
    return offset(descriptor, responderBlocks);
  }

  private long offset(int descriptor, int[] blocks) {
    int blocksPerRegion = shape.blocksPerRegion();
    long region = descriptor / blocksPerRegion;
    int block = blocks[descriptor % blocksPerRegion];
    return (region * blocksPerRegion + block) * shape.descriptorBytes();
  }

  /** Fisher-Yates over a generator of our own, so that the order never changes with the JDK. */
  private static int[] permutation(int size, long seed) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    for (int i = size - 1; i > 0; i--) {
      int j = (int) Long.remainderUnsigned(PayloadPattern.mix(seed, i), i + 1L);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }
}
