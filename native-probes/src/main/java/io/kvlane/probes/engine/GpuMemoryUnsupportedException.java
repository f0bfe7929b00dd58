package io.kvlane.probes.engine;

/**
 * An engine cannot move the memory of GPUs. It was not handed any: kvlane copies through host
 * memory instead. The message says why, in one line.
 */
public final class GpuMemoryUnsupportedException extends TransferException {

  private static final long serialVersionUID = 1;

  /** Says why not. */
  public GpuMemoryUnsupportedException(String reason) {
    super(Kind.FAILED, reason);
  }
}
