package io.kvlane.probes.protocol;

import java.io.IOException;

/** The other side said something that is not the protocol. */
public final class ProtocolException extends IOException {

  private static final long serialVersionUID = 1;

  /** Says what is wrong with the line. */
  public ProtocolException(String message) {
    super(message);
  }
}
