package io.kvlane.benchmarks.transfer;

import io.kvlane.core.profile.DescriptorLayout;
import io.kvlane.core.profile.TransferShape;

/**
 * All descriptors in one place: the start of both buffers.
 *
 * @param shape more descriptors than any run has time for
 */
record OneBufferLayout(TransferShape shape) implements DescriptorLayout {

  private static final int REPETITIONS = 10_000_000;

  static OneBufferLayout of(int bytes) {
    return new OneBufferLayout(new TransferShape(1, REPETITIONS, bytes));
  }

  @Override
  public long initiatorOffset(int descriptor) {
    return 0;
  }

  @Override
  public long responderOffset(int descriptor) {
    return 0;
  }
}
