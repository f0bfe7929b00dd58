package io.kvlane.agent.kubelet;

import java.io.IOException;

/** A server of gRPC answered with an error. */
final class GrpcException extends IOException {

  private static final long serialVersionUID = 1L;

  /** The method is not there. */
  static final int UNIMPLEMENTED = 12;

  private final int status;

  GrpcException(int status, String message) {
    super("gRPC status " + status + (message.isEmpty() ? "" : ", " + message));
    this.status = status;
  }

  /** gRPC's number of the error. */
  int status() {
    return status;
  }
}
