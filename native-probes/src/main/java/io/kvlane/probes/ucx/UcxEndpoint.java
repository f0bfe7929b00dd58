package io.kvlane.probes.ucx;

import static io.kvlane.probes.ucx.UcpLayout.*;

import io.kvlane.probes.libc.NativeStruct;
import java.time.Duration;

/**
 * A connection to a responder's worker with the key to its region, with UCX's peer error handling:
 * a dead peer is an error within a second or so over a network. Over shared memory it may be none
 * at all; callers set limits of their own.
 */
final class UcxEndpoint implements AutoCloseable {

  private static final Duration CLOSE_WITHIN = Duration.ofMillis(200);

  private final UcxLibrary library;
  private final LibUcp ucp;
  private final UcxWorker worker;
  private final long endpoint;
  private final long key;
  private final NativeStruct noOptions = new NativeStruct(STRUCT_BYTES);

  UcxEndpoint(UcxLibrary library, UcxWorker worker, byte[] workerAddress, byte[] packedKey)
      throws UcxException {
    this.library = library;
    this.ucp = library.ucp();
    this.worker = worker;
    this.endpoint = connect(NativeStruct.of(workerAddress));
    try {
      this.key = unpack(NativeStruct.of(packedKey));
    } catch (UcxException failure) {
      closeEndpoint();
      throw failure;
    }
  }

  long handle() {
    return endpoint;
  }

  long key() {
    return key;
  }

  /** Begins to wait for everything posted so far; returns a request to poll, 0 or an error. */
  long flush() {
    return ucp.ucp_ep_flush_nbx(endpoint, noOptions.address());
  }

  private long connect(NativeStruct workerAddress) throws UcxException {
    NativeStruct params =
        new NativeStruct(STRUCT_BYTES)
            .putLong(
                EP_PARAMS_FIELD_MASK,
                EP_PARAM_FIELD_REMOTE_ADDRESS | EP_PARAM_FIELD_ERR_HANDLING_MODE)
            .putLong(EP_PARAMS_ADDRESS, workerAddress.address())
            .putInt(EP_PARAMS_ERR_MODE, ERR_HANDLING_MODE_PEER);
    NativeStruct out = new NativeStruct(Long.BYTES);
    library.check(
        "ucp_ep_create", ucp.ucp_ep_create(worker.handle(), params.address(), out.address()));
    params.keepUntilHere();
    workerAddress.keepUntilHere();
    return out.getLong(0);
  }

  private long unpack(NativeStruct packedKey) throws UcxException {
    NativeStruct out = new NativeStruct(Long.BYTES);
    library.check(
        "ucp_ep_rkey_unpack", ucp.ucp_ep_rkey_unpack(endpoint, packedKey.address(), out.address()));
    packedKey.keepUntilHere();
    return out.getLong(0);
  }

  @Override
  public void close() {
    ucp.ucp_rkey_destroy(key);
    closeEndpoint();
  }

  /** Closes by force: what a peer has not acknowledged by now will not be waited for. */
  private void closeEndpoint() {
    NativeStruct force =
        new NativeStruct(STRUCT_BYTES)
            .putInt(REQUEST_PARAM_OP_ATTR_MASK, OP_ATTR_FIELD_FLAGS)
            .putInt(REQUEST_PARAM_FLAGS, EP_CLOSE_FLAG_FORCE);
    long request = ucp.ucp_ep_close_nbx(endpoint, force.address());
    force.keepUntilHere();
    if (request == UcxStatus.OK || UcxStatus.isError(request)) {
      return;
    }
    long giveUpAt = System.nanoTime() + CLOSE_WITHIN.toNanos();
    while (ucp.ucp_request_check_status(request) == UcxStatus.IN_PROGRESS
        && System.nanoTime() - giveUpAt < 0) {
      worker.progress();
    }
    ucp.ucp_request_free(request);
  }
}
