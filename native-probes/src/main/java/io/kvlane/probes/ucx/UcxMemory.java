package io.kvlane.probes.ucx;

import static io.kvlane.probes.ucx.UcpLayout.*;

import io.kvlane.probes.libc.HostRegion;
import io.kvlane.probes.libc.NativeStruct;

/** A region registered with a UCX context; closing ends the registration and every key to it. */
final class UcxMemory implements AutoCloseable {

  private final UcxLibrary library;
  private final long context;
  private final long handle;

  UcxMemory(UcxLibrary library, UcxWorker worker, HostRegion region) throws UcxException {
    this.library = library;
    this.context = worker.context();
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
    this.handle = out.getLong(0);
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
