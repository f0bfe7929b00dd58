package io.kvlane.probes.ucx;

import static io.kvlane.probes.ucx.UcpLayout.*;

import io.kvlane.core.transfer.Memory;
import io.kvlane.probes.engine.GpuMemoryUnsupportedException;
import io.kvlane.probes.engine.Region;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.NativeStruct;

/** A region registered with a UCX context; closing ends the registration and every key to it. */
final class UcxMemory implements AutoCloseable {

  private final UcxLibrary library;
  private final long context;
  private final long handle;

  /** Registers a region with a worker that is closed when that fails. */
  static UcxMemory with(UcxLibrary library, UcxWorker worker, Region region)
      throws TransferException {
    try {
      return new UcxMemory(library, worker, region);
    } catch (TransferException failure) {
      worker.close();
      throw failure;
    }
  }

  /**
   * Registers a region.
   *
   * @throws GpuMemoryUnsupportedException when it is a GPU's, and UCX does not know GPU memory, or
   *     takes this for host memory: to move it then would end the process
   */
  private UcxMemory(UcxLibrary library, UcxWorker worker, Region region) throws TransferException {
    this.library = library;
    this.context = worker.context();
    if (region.memory() == Memory.CUDA) {
      worker.requireGpuMemory();
    }
    this.handle = registered(region);
    if (region.memory() == Memory.CUDA && memoryType() != MEMORY_TYPE_CUDA) {
      close();
      throw new GpuMemoryUnsupportedException(
          "UCX " + library.version() + " takes this GPU's memory for host memory");
    }
  }

  /** A UCX that takes a GPU's memory for host memory may notice when it registers it. */
  private long registered(Region region) throws TransferException {
    try {
      return register(region);
    } catch (UcxException failure) {
      if (region.memory() != Memory.CUDA) {
        throw failure;
      }
      throw new GpuMemoryUnsupportedException(
          "UCX "
              + library.version()
              + " cannot register this GPU's memory: "
              + failure.getMessage());
    }
  }

  private long register(Region region) throws UcxException {
    NativeStruct params =
        new NativeStruct(STRUCT_BYTES)
            .putLong(
                MEM_MAP_PARAMS_FIELD_MASK, MEM_MAP_PARAM_FIELD_ADDRESS | MEM_MAP_PARAM_FIELD_LENGTH)
            .putLong(MEM_MAP_PARAMS_ADDRESS, region.address())
            .putLong(MEM_MAP_PARAMS_LENGTH, region.bytes());
    NativeStruct out = new NativeStruct(Long.BYTES);
    library.check(
        "ucp_mem_map", library.ucp().ucp_mem_map(context, params.address(), out.address()));
    params.keepUntilHere();
    return out.getLong(0);
  }

  private int memoryType() throws UcxException {
    NativeStruct attributes =
        new NativeStruct(STRUCT_BYTES).putLong(MEM_ATTR_FIELD_MASK, MEM_ATTR_FIELD_MEM_TYPE);
    library.check("ucp_mem_query", library.ucp().ucp_mem_query(handle, attributes.address()));
    return attributes.getInt(MEM_ATTR_MEM_TYPE);
  }

  long handle() {
    return handle;
  }

  /** The key with which an initiator may read and write the region. */
  byte[] packedKey() throws UcxException {
    NativeStruct out = new NativeStruct(2 * Long.BYTES);
    library.check(
        "ucp_rkey_pack",
        library.ucp().ucp_rkey_pack(context, handle, out.address(), out.address() + Long.BYTES));
    try {
      return NativeStruct.copyFrom(out.getLong(0), Math.toIntExact(out.getLong(Long.BYTES)));
    } finally {
      library.ucp().ucp_rkey_buffer_release(out.getLong(0));
    }
  }

  @Override
  public void close() {
    library.ucp().ucp_mem_unmap(context, handle);
  }
}
