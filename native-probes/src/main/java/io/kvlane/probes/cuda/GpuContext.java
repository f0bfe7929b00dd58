package io.kvlane.probes.cuda;

import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.engine.TransferException.Kind;
import io.kvlane.probes.libc.NativeStruct;
import io.kvlane.probes.verbs.GpuRegistration;
import java.nio.file.Path;
import java.util.Optional;

/**
 * This process's primary context of one GPU, current for the thread that made it, until it is
 * closed. The driver takes some hundred megabytes of the GPU for a context, and has them back
 * afterwards. A GPU that its owner wants to itself is left alone. One thread.
 */
public final class GpuContext implements AutoCloseable {

  private static final long NONE = 0;

  private final CudaLibrary library;
  private final LibCudaMemory memory;
  private final String address;
  private final int device;

  private GpuContext(CudaLibrary library, LibCudaMemory memory, String address, int device) {
    this.library = library;
    this.memory = memory;
    this.address = address;
    this.device = device;
  }

  /**
   * Opens the context of a GPU.
   *
   * @param directory where the driver's libraries are, empty for the system's search path
   * @param address where the GPU is on the PCI bus
   * @throws NotPresentException when the library is missing or incomplete
   * @throws TransferException of kind {@code GPU_UNUSABLE} when the GPU cannot be had
   */
  public static GpuContext open(Optional<Path> directory, String address)
      throws NotPresentException, TransferException {
    CudaLibrary library = CudaLibrary.load(CudaLibrary.fileIn(directory));
    LibCudaMemory memory = library.memory();
    require(library, "cuInit", library.cuda().cuInit(0), address);
    NativeStruct number = new NativeStruct(Integer.BYTES);
    require(
        library,
        "cuDeviceGetByPCIBusId",
        memory.cuDeviceGetByPCIBusId(number.address(), address),
        address);
    int device = number.getInt(0);
    requireShared(library, device, address);
    NativeStruct context = new NativeStruct(Long.BYTES);
    require(
        library,
        "cuDevicePrimaryCtxRetain",
        memory.cuDevicePrimaryCtxRetain(context.address(), device),
        address);
    GpuContext opened = new GpuContext(library, memory, address, device);
    try {
      opened.check("cuCtxSetCurrent", memory.cuCtxSetCurrent(context.getLong(0)));
    } catch (TransferException failure) {
      opened.close();
      throw failure;
    }
    return opened;
  }

  /** An exclusive GPU is free for one process at a time: a probe would keep a worker out. */
  private static void requireShared(CudaLibrary library, int device, String address)
      throws TransferException {
    NativeStruct mode = new NativeStruct(Integer.BYTES);
    require(
        library,
        "cuDeviceGetAttribute",
        library
            .cuda()
            .cuDeviceGetAttribute(mode.address(), CudaConstants.ATTRIBUTE_COMPUTE_MODE, device),
        address);
    switch (mode.getInt(0)) {
      case CudaConstants.COMPUTE_MODE_EXCLUSIVE_PROCESS ->
          throw new TransferException(
              Kind.GPU_UNUSABLE,
              "GPU "
                  + address
                  + " is in exclusive-process mode, so a probe would keep workers out");
      case CudaConstants.COMPUTE_MODE_PROHIBITED ->
          throw new TransferException(
              Kind.GPU_UNUSABLE, "GPU " + address + " is in prohibited mode, so nobody may use it");
      default -> {}
    }
  }

  private static void require(CudaLibrary library, String call, int status, String address)
      throws TransferException {
    if (status != CudaConstants.SUCCESS) {
      throw new TransferException(
          Kind.GPU_UNUSABLE, "GPU " + address + ": " + library.failure(call, status));
    }
  }

  /** Where the GPU is on the PCI bus. */
  String address() {
    return address;
  }

  LibCudaMemory memory() {
    return memory;
  }

  /** Throws unless a call succeeded, in the library's own words. */
  void check(String call, int status) throws TransferException {
    library.check("GPU " + address + ": " + call, status);
  }

  /**
   * Exports memory as a dma-buf.
   *
   * @param start a multiple of the page size
   * @param bytes a multiple of the page size
   * @return with a file descriptor that the caller closes, or why there is none
   */
  GpuRegistration.Export export(long start, long bytes) {
    NativeStruct descriptor = new NativeStruct(Integer.BYTES);
    try {
      int status =
          library
              .export()
              .cuMemGetHandleForAddressRange(
                  descriptor.address(),
                  start,
                  bytes,
                  CudaConstants.RANGE_HANDLE_TYPE_DMA_BUF_FD,
                  0);
      return status == CudaConstants.SUCCESS
          ? new GpuRegistration.Export(descriptor.getInt(0), "")
          : new GpuRegistration.Export(
              -1, library.failure("cuMemGetHandleForAddressRange", status));
    } catch (UnsatisfiedLinkError olderDriver) {
      return new GpuRegistration.Export(-1, "the driver is older than CUDA 11.7");
    }
  }

  /** Bytes of the GPU's memory that are free. */
  long freeBytes() throws TransferException {
    NativeStruct sizes = new NativeStruct(2 * Long.BYTES);
    check("cuMemGetInfo", memory.cuMemGetInfo_v2(sizes.address(), sizes.address() + Long.BYTES));
    return sizes.getLong(0);
  }

  /** Gives the context back; what was allocated in it must have been freed. */
  @Override
  public void close() {
    memory.cuCtxSetCurrent(NONE);
    memory.cuDevicePrimaryCtxRelease_v2(device);
  }
}
