package io.kvlane.agent.peer;

import io.kvlane.core.peer.Standing;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import java.util.Objects;
import java.util.regex.Pattern;
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
   * Opens a session.
   *
   * @param from name of the asking node
   * @param to name of the node that is meant: an address may have changed hands
   * @param met the meeting that the session belongs to, null for one on demand
   * @param intent {@code default}, {@code baseline} or {@code staged}; what it means for UCX the
   *     serving node says itself
   * @param memory where the bytes lie at both ends; which GPU's memory it is each node says itself
   * @param profile name of the KV profile
   * @param shape the transfer, capped
   * @param layoutSeed seed of the scattered layout
   * @param lastsMillis time after which the session ends by itself
   * @param standing what the asking node says of itself
   */
  record Open(
      String from,
      String to,
      @Nullable Met met,
      Intent intent,
      Engine engine,
      Operation operation,
      Memory memory,
      String profile,
      TransferShape shape,
      long layoutSeed,
      long lastsMillis,
      Standing standing) {

    private static final int MOST_NAME_CHARACTERS = 253;

    /** Nothing may be missing. */
    Open {
      requireName(from, "from");
      requireName(to, "to");
      Objects.requireNonNull(intent, "intent");
      Objects.requireNonNull(engine, "engine");
      Objects.requireNonNull(operation, "operation");
      Objects.requireNonNull(memory, "memory");
      requireName(profile, "profile");
      Objects.requireNonNull(shape, "shape");
      Objects.requireNonNull(standing, "standing");
    }

    private static void requireName(String name, String what) {
      if (name.isEmpty() || name.length() > MOST_NAME_CHARACTERS) {
        throw new IllegalArgumentException(
            what + " has " + name.length() + " characters instead of 1 to " + MOST_NAME_CHARACTERS);
      }
    }
  }

  /**
   * The meeting that a session belongs to.
   *
   * @param view hash of the cluster as the asking node sees it
   * @param epoch number of the epoch
   */
  record Met(String view, long epoch) {

    private static final Pattern VIEW = Pattern.compile("[0-9a-f]{16}");

    /** Refuses what is no hash. */
    Met {
      if (!VIEW.matcher(view).matches()) {
        throw new IllegalArgumentException("a view has 16 hexadecimal digits");
      }
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
   * @param transferNanos time that it took, for the serving node's own figures
   */
  record Close(int descriptors, int descriptorBytes, long transferNanos) {

    /** Refuses what no run can have moved. */
    Close {
      if (descriptors < 0 || descriptorBytes < 0 || transferNanos < 0) {
        throw new IllegalArgumentException("a run moves no negative number of anything");
      }
    }
  }
}
