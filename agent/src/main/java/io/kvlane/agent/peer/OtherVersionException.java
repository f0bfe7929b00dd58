package io.kvlane.agent.peer;

import java.io.IOException;
import java.io.Serial;

/** A message of another version of the protocol, whose content means nothing here. */
final class OtherVersionException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  OtherVersionException() {
    super(
        "it speaks version " + PeerProtocol.VERSION + " of the protocol: install the same kvlane");
  }
}
