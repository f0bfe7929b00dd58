package io.kvlane.agent.peer;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Operation;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the posting side asks: to open a session, to arm it or to close it.
 *
 * @param v version of the protocol
 * @param open what to serve, null unless a session is opened
 * @param arm the payload, null unless a session is armed
 * @param close what was moved, null unless a session is closed
 */
record PeerRequest(int v, @Nullable Open open, @Nullable Arm arm, @Nullable Close close) {

  /** Refuses a request for nothing, or for several things. */
  PeerRequest {
    if (Stream.of(open, arm, close).filter(Objects::nonNull).count() != 1) {
      throw new IllegalArgumentException("a request opens, arms or closes");
    }
  }

  static PeerRequest opening(Open open) {
    return new PeerRequest(PeerProtocol.VERSION, open, null, null);
  }

  static PeerRequest arming(long payloadSeed) {
    return new PeerRequest(PeerProtocol.VERSION, null, new Arm(payloadSeed), null);
  }

  static PeerRequest closing(Close close) {
    return new PeerRequest(PeerProtocol.VERSION, null, null, close);
  }

  /**
   * Opens a session over host memory.
   *
   * @param from name of the asking node, for the log
   * @param intent {@code default} or {@code baseline}; what it means for UCX the serving node says
   *     itself
   * @param shape the transfer, capped
   * @param layoutSeed seed of the scattered layout
   * @param lastsMillis time after which the session ends by itself
   */
  record Open(
      String from,
      Intent intent,
      Engine engine,
      Operation operation,
      TransferShape shape,
      long layoutSeed,
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
   * Prepares the buffer once the connection is warm, and counts sockets from there on.
   *
   * @param payloadSeed seed of the payload
   */
  record Arm(long payloadSeed) {}

  /**
   * Closes the session and asks for its stock.
   *
   * @param descriptors descriptors that were moved
   * @param descriptorBytes bytes of each
   */
  record Close(int descriptors, int descriptorBytes) {}
}
