package io.kvlane.probes.ucx;

import static io.kvlane.probes.ucx.UcpLayout.*;

import io.kvlane.probes.engine.GpuMemoryUnsupportedException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.NativeStruct;
import io.kvlane.probes.protocol.EngineSettings;
import org.jspecify.annotations.Nullable;

/** A UCX context with one worker. Belongs to the thread that made it; closing gives both back. */
final class UcxWorker implements AutoCloseable {

  private final UcxLibrary library;
  private final LibUcp ucp;
  private final long context;
  private final long worker;

  /** Makes a context for remote memory access with the transports that a run may use. */
  UcxWorker(UcxLibrary library, EngineSettings settings) throws UcxException {
    this.library = library;
    this.ucp = library.ucp();
    this.context = createContext(settings);
    try {
      this.worker = createWorker();
    } catch (UcxException failure) {
      ucp.ucp_cleanup(context);
      throw failure;
    }
  }

  long context() {
    return context;
  }

  long handle() {
    return worker;
  }

  /** Lets UCX work; returns whether it did anything. */
  boolean progress() {
    return ucp.ucp_worker_progress(worker) != 0;
  }

  /**
   * Makes sure that this context may be handed a GPU's memory.
   *
   * @throws GpuMemoryUnsupportedException when it does not know it
   */
  void requireGpuMemory() throws TransferException {
    NativeStruct attributes =
        new NativeStruct(STRUCT_BYTES)
            .putLong(CONTEXT_ATTR_FIELD_MASK, CONTEXT_ATTR_FIELD_MEMORY_TYPES);
    library.check("ucp_context_query", ucp.ucp_context_query(context, attributes.address()));
    if ((attributes.getLong(CONTEXT_ATTR_MEMORY_TYPES) & 1L << MEMORY_TYPE_CUDA) == 0) {
      throw new GpuMemoryUnsupportedException(
          "UCX " + library.version() + " does not know GPU memory under these settings");
    }
  }

  /** The address that others connect to. */
  byte[] address() throws UcxException {
    NativeStruct out = new NativeStruct(2 * Long.BYTES);
    library.check(
        "ucp_worker_get_address",
        ucp.ucp_worker_get_address(worker, out.address(), out.address() + Long.BYTES));
    try {
      return NativeStruct.copyFrom(out.getLong(0), Math.toIntExact(out.getLong(Long.BYTES)));
    } finally {
      ucp.ucp_worker_release_address(worker, out.getLong(0));
    }
  }

  private long createContext(EngineSettings settings) throws UcxException {
    NativeStruct config = new NativeStruct(Long.BYTES);
    library.check("ucp_config_read", ucp.ucp_config_read(0, 0, config.address()));
    try {
      modify(config.getLong(0), "TLS", settings.transports());
      modify(config.getLong(0), "NET_DEVICES", settings.netDevices());
      NativeStruct params =
          new NativeStruct(STRUCT_BYTES)
              .putLong(PARAMS_FIELD_MASK, PARAM_FIELD_FEATURES)
              .putLong(PARAMS_FEATURES, FEATURE_RMA);
      NativeStruct out = new NativeStruct(Long.BYTES);
      UcxVersion version = library.version();
      library.check(
          "ucp_init",
          ucp.ucp_init_version(
              version.major(),
              version.minor(),
              params.address(),
              config.getLong(0),
              out.address()));
      params.keepUntilHere();
      return out.getLong(0);
    } finally {
      ucp.ucp_config_release(config.getLong(0));
    }
  }

  private void modify(long config, String name, @Nullable String value) throws UcxException {
    if (value != null) {
      library.check(
          "ucp_config_modify " + name + "=" + value, ucp.ucp_config_modify(config, name, value));
    }
  }

  private long createWorker() throws UcxException {
    NativeStruct params =
        new NativeStruct(STRUCT_BYTES)
            .putLong(WORKER_PARAMS_FIELD_MASK, WORKER_PARAM_FIELD_THREAD_MODE)
            .putInt(WORKER_PARAMS_THREAD_MODE, THREAD_MODE_SINGLE);
    NativeStruct out = new NativeStruct(Long.BYTES);
    library.check(
        "ucp_worker_create", ucp.ucp_worker_create(context, params.address(), out.address()));
    params.keepUntilHere();
    return out.getLong(0);
  }

  @Override
  public void close() {
    ucp.ucp_worker_destroy(worker);
    ucp.ucp_cleanup(context);
  }
}
