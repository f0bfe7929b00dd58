package io.kvlane.probes.cuda;

import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.HostRegion;

/**
 * Host memory that a GPU copies from and to by itself, as whoever stages well has it: pageable
 * memory would be copied twice. Closing ends that; the memory stays. One thread: that of the
 * context.
 */
public final class PinnedRegion implements AutoCloseable {

  private final LibCudaMemory memory;
  private final HostRegion host;

  /** Registers a region with the GPU's driver. */
  public PinnedRegion(GpuContext context, HostRegion host) throws TransferException {
    this.memory = context.memory();
    this.host = host;
    context.check(
        "cuMemHostRegister", memory.cuMemHostRegister_v2(host.address(), host.bytes(), 0));
  }

  /** The memory. */
  public HostRegion host() {
    return host;
  }

  @Override
  public void close() {
    memory.cuMemHostUnregister(host.address());
  }
}
