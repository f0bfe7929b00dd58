package io.kvlane.probes.session;

import io.kvlane.core.profile.ScatteredLayout;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.probes.cuda.GpuContext;
import io.kvlane.probes.cuda.GpuRegion;
import io.kvlane.probes.cuda.PinnedRegion;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.Region;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.HostRegion;
import io.kvlane.probes.protocol.GpuMemory;
import io.kvlane.probes.protocol.GpuStock;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Memory of a GPU, with pinned host memory of the same size beside it: for the payload, which is
 * made and compared there, outside of the timed part of a run; and for the engine, where the bytes
 * are staged. Then the copy of a run is timed.
 */
final class DeviceMemory implements SessionMemory {

  private final GpuContext context;
  private final GpuRegion device;
  private final PinnedRegion pinned;
  private final HostRegion host;
  private final @Nullable String registration;
  private @Nullable String stagedBecause;
  private long copyNanos;

  private DeviceMemory(
      GpuContext context,
      GpuRegion device,
      PinnedRegion pinned,
      @Nullable String stagedBecause,
      @Nullable String registration) {
    this.context = context;
    this.device = device;
    this.pinned = pinned;
    this.host = pinned.host();
    this.stagedBecause = stagedBecause;
    this.registration = registration;
  }

  /**
   * Takes memory of a GPU.
   *
   * @param directory where the driver's libraries are, empty for the system's search path
   * @param bytes size, at least 1
   * @param nic name of the RDMA device that a run is bound to, null when it is bound to none; it is
   *     tried whether that can register the memory
   * @throws TransferException of kind {@code GPU_UNUSABLE} when the GPU cannot be had, or has too
   *     little memory left
   */
  static DeviceMemory open(
      Optional<Path> directory, GpuMemory gpu, long bytes, @Nullable String nic)
      throws NotPresentException, TransferException {
    GpuContext context = GpuContext.open(directory, gpu.address());
    try {
      GpuRegion device = new GpuRegion(context, bytes);
      try {
        String registration = nic == null ? null : device.registrationWith(nic);
        String stagedBecause = gpu.staged() ? "it was asked for" : null;
        return new DeviceMemory(context, device, pin(context, bytes), stagedBecause, registration);
      } catch (TransferException | RuntimeException | OutOfMemoryError failure) {
        device.close();
        throw failure;
      }
    } catch (TransferException | RuntimeException | OutOfMemoryError failure) {
      context.close();
      throw failure;
    }
  }

  private static PinnedRegion pin(GpuContext context, long bytes) throws TransferException {
    HostRegion host = new HostRegion(bytes);
    try {
      return new PinnedRegion(context, host);
    } catch (TransferException failure) {
      host.close();
      throw failure;
    }
  }

  /** Whether the engine is given host memory. */
  boolean isStaged() {
    return stagedBecause != null;
  }

  /** From here on the engine is given host memory. */
  void stage(String reason) {
    stagedBecause = reason;
  }

  @Override
  public Region region() {
    return isStaged() ? host : device;
  }

  @Override
  public void poison() throws TransferException {
    copyNanos = 0;
    device.poison();
    host.poison();
  }

  /**
   * The host memory is poisoned afterwards: what is sent from there must have come from the GPU.
   */
  @Override
  public void fill(long seed) throws TransferException {
    copyNanos = 0;
    host.fill(seed);
    device.copyFrom(host);
    host.poison();
  }

  @Override
  public void beforeSending() throws TransferException {
    if (isStaged()) {
      long start = System.nanoTime();
      device.copyTo(host);
      copyNanos = System.nanoTime() - start;
    }
  }

  @Override
  public void afterReceiving() throws TransferException {
    if (isStaged()) {
      long start = System.nanoTime();
      device.copyFrom(host);
      copyNanos = System.nanoTime() - start;
    }
  }

  /** What is compared comes from the GPU, never from what was staged. */
  @Override
  public Optional<Corruption> verify(
      long seed,
      ScatteredLayout layout,
      int descriptors,
      IntToLongFunction source,
      IntToLongFunction destination)
      throws TransferException {
    host.poison();
    device.copyTo(host);
    return host.verify(seed, layout, descriptors, source, destination);
  }

  @Override
  public GpuStock stock(@Nullable Double pcieBytesPerSecond) {
    return new GpuStock(
        stagedBecause,
        isStaged() ? device.bytes() : 0,
        copyNanos,
        pcieBytesPerSecond,
        registration);
  }

  @Override
  public void close() {
    pinned.close();
    host.close();
    device.close();
    context.close();
  }
}
