package io.kvlane.probes.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a probe process says.
 *
 * @param v version of the protocol
 * @param type hello, heartbeat or answer
 * @param id the request's number, 0 unless it is an answer
 * @param result the answer, null when there is a problem
 * @param problem why there is no answer
 */
public record ProbeMessage(
    int v, Type type, long id, @Nullable JsonNode result, @Nullable Problem problem) {

  /** A type there must be, and JSON's null is no result. */
  public ProbeMessage {
    Objects.requireNonNull(type, "type");
    if (result != null && result.isNull()) {
      result = null;
    }
  }

  /** What kind of message it is. */
  public enum Type {
    /** Said once, when the process is ready. */
    HELLO,
    /** Said twice a second. */
    HEARTBEAT,
    /** Said once for each request. */
    ANSWER
  }

  /**
   * Why a command was not carried out. The process itself is well.
   *
   * @param kind what kind of problem
   * @param message one line for people
   * @param fix how to get what is missing, null unless something is not present
   */
  public record Problem(Kind kind, String message, @Nullable String fix) {

    /** What kind of problem it is. */
    public enum Kind {
      /** The engine is not on this machine. */
      NOT_PRESENT,
      /** The engine reported an error. */
      FAILED,
      /** No bytes could go to the other end. */
      UNREACHABLE,
      /** The operations did not complete in time. */
      TIMED_OUT,
      /** The GPU cannot be used for now, and was left alone. */
      GPU_UNUSABLE,
      /** The command does not fit the session. */
      INVALID
    }
  }
}
