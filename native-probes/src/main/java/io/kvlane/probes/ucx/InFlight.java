package io.kvlane.probes.ucx;

import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.engine.TransferException;

/** Requests that UCX has accepted and not yet completed, oldest first. One thread. */
final class InFlight {

  private final UcxLibrary library;
  private final LibUcp ucp;
  private final UcxWorker worker;
  private final long[] requests;
  private int oldest;
  private int count;

  InFlight(UcxLibrary library, UcxWorker worker, int window) {
    this.library = library;
    this.ucp = library.ucp();
    this.worker = worker;
    this.requests = new long[window];
  }

  boolean isFull() {
    return count == requests.length;
  }

  /** Takes what a post returned: a request to wait for, 0 for done, or an error. */
  void add(Operation operation, long request) throws UcxException {
    if (request == UcxStatus.OK) {
      return;
    }
    if (UcxStatus.isError(request)) {
      throw library.failure(name(operation), UcxStatus.ofPointer(request));
    }
    int slot = oldest + count;
    requests[slot < requests.length ? slot : slot - requests.length] = request;
    count++;
  }

  /** Waits until at most so many are left. */
  void drainTo(int left, long failAtNanos) throws TransferException {
    while (count > left) {
      await("transfer", requests[oldest], failAtNanos);
      oldest = oldest + 1 == requests.length ? 0 : oldest + 1;
      count--;
    }
  }

  /** Waits for one more request, or reports its error. */
  void finish(String call, long request, long failAtNanos) throws TransferException {
    if (UcxStatus.isError(request)) {
      throw library.failure(call, UcxStatus.ofPointer(request));
    }
    if (request != UcxStatus.OK) {
      await(call, request, failAtNanos);
    }
  }

  private void await(String call, long request, long failAtNanos) throws TransferException {
    int status = ucp.ucp_request_check_status(request);
    while (status == UcxStatus.IN_PROGRESS) {
      if (!worker.progress() && System.nanoTime() - failAtNanos >= 0) {
        throw new TransferException(
            TransferException.Kind.TIMED_OUT,
            call + ": " + count + " operations in flight did not complete in time");
      }
      status = ucp.ucp_request_check_status(request);
    }
    ucp.ucp_request_free(request);
    library.check(call, status);
  }

  private static String name(Operation operation) {
    return operation == Operation.READ ? "ucp_get_nbx" : "ucp_put_nbx";
  }
}
