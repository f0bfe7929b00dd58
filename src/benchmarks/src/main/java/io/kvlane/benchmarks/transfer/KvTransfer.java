package io.kvlane.benchmarks.transfer;

import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import java.time.Duration;

/**
 * What both kvlane and its C twin move: a model's KV cache, scattered as a paged cache is.
 *
 * @param shape the transfer, capped as the agent caps it
 */
record KvTransfer(Transport transport, String name, TransferShape shape) {

  static final long LAYOUT_SEED = 7;

  /** Times that a pair of processes moves the payload; its figure is the median of these. */
  static final int RUNS = 5;

  /** Enough even on a busy machine; the agent stops at a quarter of it. */
  static final Duration POST_FOR = Duration.ofSeconds(1);

  /** The agent's default for one run. */
  private static final long MOST_BYTES = 64L << 20;

  static KvTransfer of(Transport transport, KvProfile profile) {
    return new KvTransfer(transport, profile.name(), profile.shape().cappedTo(MOST_BYTES));
  }

  /** Bytes a second of a run. */
  double rate(int descriptors, long nanos) {
    return descriptors * (double) shape.descriptorBytes() / nanos * 1e9;
  }
}
