package io.kvlane.probes.ucx;

import io.kvlane.probes.engine.TransferException;

/** A call of UCX failed. The message has the call, UCX's text and the status code. */
final class UcxException extends TransferException {

  private static final long serialVersionUID = 1;

  UcxException(String call, int status, String text) {
    super(
        UcxStatus.isUnreachable(status) ? Kind.UNREACHABLE : Kind.FAILED,
        call + ": " + text + " (UCX status " + status + ")");
  }
}
