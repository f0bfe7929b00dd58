package io.kvlane.probes.ucx;

import static io.kvlane.probes.ucx.UcpLayout.*;

import io.kvlane.probes.engine.Region;
import io.kvlane.probes.engine.ResponderSession;
import io.kvlane.probes.libc.NativeStruct;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.EngineSettings;
import java.util.Base64;

/** A responder whose region UCX allocates, at the address that the region has anyway. */
final class AllocatedMemoryResponder implements ResponderSession {

  private static final int MEM_MAP_PARAMS_FLAGS = 24;
  private static final long MEM_MAP_PARAM_FIELD_FLAGS = 0x4;
  private static final int MEM_MAP_ALLOCATE = 0x2;
  private static final int MEM_MAP_FIXED = 0x4;

  private final LibUcp ucp;
  private final UcxWorker worker;
  private final long memory;
  private final ConnectionData connection;

  AllocatedMemoryResponder(UcxLibrary library, Region region, EngineSettings settings)
      throws UcxException {
    this.ucp = library.ucp();
    this.worker = new UcxWorker(library, settings);
    this.memory = allocate(library, region);
    Base64.Encoder base64 = Base64.getEncoder();
    this.connection =
        new ConnectionData(
            new ConnectionData.Ucx(
                base64.encodeToString(worker.address()),
                base64.encodeToString(packedKey(library)),
                region.address()),
            null);
  }

  private long allocate(UcxLibrary library, Region region) throws UcxException {
    NativeStruct params =
        new NativeStruct(STRUCT_BYTES)
            .putLong(
                MEM_MAP_PARAMS_FIELD_MASK,
                MEM_MAP_PARAM_FIELD_ADDRESS
                    | MEM_MAP_PARAM_FIELD_LENGTH
                    | MEM_MAP_PARAM_FIELD_FLAGS)
            .putLong(MEM_MAP_PARAMS_ADDRESS, region.address())
            .putLong(MEM_MAP_PARAMS_LENGTH, region.bytes())
            .putInt(MEM_MAP_PARAMS_FLAGS, MEM_MAP_ALLOCATE | MEM_MAP_FIXED);
    NativeStruct out = new NativeStruct(Long.BYTES);
    library.check(
        "ucp_mem_map", ucp.ucp_mem_map(worker.context(), params.address(), out.address()));
    return out.getLong(0);
  }

  private byte[] packedKey(UcxLibrary library) throws UcxException {
    NativeStruct out = new NativeStruct(2 * Long.BYTES);
    library.check(
        "ucp_rkey_pack",
        ucp.ucp_rkey_pack(worker.context(), memory, out.address(), out.address() + Long.BYTES));
    try {
      return NativeStruct.copyFrom(out.getLong(0), Math.toIntExact(out.getLong(Long.BYTES)));
    } finally {
      ucp.ucp_rkey_buffer_release(out.getLong(0));
    }
  }

  @Override
  public ConnectionData connection() {
    return connection;
  }

  @Override
  public boolean progress() {
    return worker.progress();
  }

  @Override
  public void close() {
    ucp.ucp_mem_unmap(worker.context(), memory);
    worker.close();
  }
}
