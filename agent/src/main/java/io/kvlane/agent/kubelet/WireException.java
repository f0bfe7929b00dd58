package io.kvlane.agent.kubelet;

import java.io.IOException;

/** A message of Protocol Buffers is damaged, or is not what it was taken for. */
final class WireException extends IOException {

  private static final long serialVersionUID = 1L;

  WireException(String message) {
    super(message);
  }
}
