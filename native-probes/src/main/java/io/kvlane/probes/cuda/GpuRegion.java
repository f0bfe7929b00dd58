package io.kvlane.probes.cuda;

import io.kvlane.core.profile.PayloadPattern;
import io.kvlane.core.transfer.Memory;
import io.kvlane.probes.engine.Region;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.engine.TransferException.Kind;
import io.kvlane.probes.libc.HostRegion;
import io.kvlane.probes.libc.LibC;
import io.kvlane.probes.libc.NativeStruct;
import io.kvlane.probes.verbs.GpuRegistration;

/**
 * Memory of a GPU for one side of a transfer, and copies between it and host memory. All of them
 * have come to their end when they return. Given back on close. One thread: that of the context.
 */
public final class GpuRegion implements Region, AutoCloseable {

  /** Left to the GPU's workers beyond what is taken, since they allocate at any moment. */
  static final long LEAST_LEFT_BYTES = 256L << 20;

  private static final long PAGE_BYTES = 4096;

  private final GpuContext context;
  private final LibCudaMemory memory;
  private final long address;
  private final long bytes;

  /**
   * Allocates.
   *
   * @param bytes size, at least 1
   * @throws TransferException of kind {@code GPU_UNUSABLE} when the GPU has too little memory left
   */
  public GpuRegion(GpuContext context, long bytes) throws TransferException {
    this.context = context;
    this.memory = context.memory();
    this.bytes = bytes;
    long free = context.freeBytes();
    if (free < bytes + LEAST_LEFT_BYTES) {
      throw new TransferException(
          Kind.GPU_UNUSABLE,
          "GPU %s has %d MiB free, too little to take %d MiB and to leave %d MiB to its workers"
              .formatted(context.address(), free >> 20, bytes >> 20, LEAST_LEFT_BYTES >> 20));
    }
    NativeStruct out = new NativeStruct(Long.BYTES);
    int status = memory.cuMemAlloc_v2(out.address(), bytes);
    if (status == CudaConstants.OUT_OF_MEMORY) {
      throw new TransferException(
          Kind.GPU_UNUSABLE,
          "GPU %s is full: it refused %d bytes".formatted(context.address(), bytes));
    }
    context.check("cuMemAlloc", status);
    this.address = out.getLong(0);
  }

  @Override
  public long address() {
    return address;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public Memory memory() {
    return Memory.CUDA;
  }

  /**
   * Tries whether a NIC can register this memory, and says how that went, in one line.
   *
   * @param device name of an RDMA device
   */
  public String registrationWith(String device) {
    long whole = bytes / PAGE_BYTES * PAGE_BYTES;
    if (whole == 0 || address % PAGE_BYTES != 0) {
      return device + ": not tried with less than a page of memory";
    }
    GpuRegistration.Export export = context.export(address, whole);
    try {
      return new GpuRegistration()
          .tried(device, new GpuRegistration.Memory(address, whole), export);
    } finally {
      if (export.descriptor() >= 0) {
        LibC.INSTANCE.close(export.descriptor());
      }
    }
  }

  /** Overwrites everything, so that nothing from before can pass for what is to come. */
  public void poison() throws TransferException {
    context.check("cuMemsetD8", memory.cuMemsetD8_v2(address, PayloadPattern.POISON, bytes));
    synchronize();
  }

  /** Copies everything from host memory of the same size. */
  public void copyFrom(HostRegion host) throws TransferException {
    requireSameSize(host);
    context.check("cuMemcpyHtoD", memory.cuMemcpyHtoD_v2(address, host.address(), bytes));
    synchronize();
  }

  /** Copies everything to host memory of the same size. */
  public void copyTo(HostRegion host) throws TransferException {
    requireSameSize(host);
    context.check("cuMemcpyDtoH", memory.cuMemcpyDtoH_v2(host.address(), address, bytes));
    synchronize();
  }

  /** A copy from pageable memory, and a fill, may return before the GPU is done. */
  private void synchronize() throws TransferException {
    context.check("cuCtxSynchronize", memory.cuCtxSynchronize());
  }

  private void requireSameSize(HostRegion host) {
    if (host.bytes() != bytes) {
      throw new IllegalArgumentException(host.bytes() + " bytes of host memory for " + bytes);
    }
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    memory.cuMemFree_v2(address);
  }
}
