package io.kvlane.agent.peer;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the posting side asks: to open a session or to close it.
 *
 * @param v version of the protocol
 * @param open what to serve, null unless a session is opened
 * @param close what was moved, null unless a session is closed
 */
record PeerRequest(int v, @Nullable Open open, @Nullable Close close) {

  /** Refuses a request for nothing, or for two things. */
  PeerRequest {
    if ((open == null) == (close == null)) {
      throw new IllegalArgumentException("a request opens or closes");
    }
  }

  static PeerRequest opening(Open open) {
    return new PeerRequest(PeerProtocol.VERSION, open, null);
  }

  static PeerRequest closing(Close close) {
    return new PeerRequest(PeerProtocol.VERSION, null, close);
  }

  /**
   * Opens a session over host memory.
   *
   * @param from name of the asking node, for the log
   * @param intent {@code default} or {@code baseline}; what it means for UCX the serving node says
   *     itself
   * @param shape the transfer, capped
   * @param layoutSeed seed of the scattered layout
   * @param payloadSeed seed of the payload
   * @param lastsMillis time after which the session ends by itself
   */
  record Open(
      String from,
      Intent intent,
      Engine engine,
      Operation operation,
      TransferShape shape,
      long layoutSeed,
      long payloadSeed,
      long lastsMillis) {

    /** Nothing may be missing. */
    Open {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(intent, "intent");
      Objects.requireNonNull(engine, "engine");
      Objects.requireNonNull(operation, "operation");
      Objects.requireNonNull(shape, "shape");
    }
  }

  /**
   * Closes the session and asks for its stock.
   *
   * @param descriptors descriptors that were moved
   * @param descriptorBytes bytes of each
   */
  record Close(int descriptors, int descriptorBytes) {}
}
