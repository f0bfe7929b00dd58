package io.kvlane.agent.peer;

import io.kvlane.core.peer.SessionResult;
import java.util.Optional;

/**
 * Follows one connection's session by the answers, and tells what came of it: once for each wish to
 * open one. One thread.
 */
final class SessionTally {

  private boolean open;
  private boolean failed;

  /** Whether a session is open. */
  boolean open() {
    return open;
  }

  /** Takes note of an answer; the result if that settles one. */
  Optional<SessionResult> answered(PeerRequest request, PeerAnswer answer) {
    if (request.open() != null) {
      return opening(answer);
    }
    failed |= answer.problem() != null || answer.notNow() != null;
    return request.close() == null ? Optional.empty() : ended(SessionResult.SERVED);
  }

  private Optional<SessionResult> opening(PeerAnswer answer) {
    if (answer.notNow() != null) {
      return Optional.of(result(answer.notNow().reason()));
    }
    if (answer.connection() == null) {
      return Optional.of(SessionResult.REFUSED);
    }
    open = true;
    failed = false;
    return Optional.empty();
  }

  /** Takes note that the time is up; the result if a session was open. */
  Optional<SessionResult> timeIsUp() {
    return ended(SessionResult.TIMED_OUT);
  }

  /** Takes note that the connection is gone; the result if a session was open. */
  Optional<SessionResult> connectionIsGone() {
    return ended(SessionResult.ABANDONED);
  }

  private Optional<SessionResult> ended(SessionResult how) {
    if (!open) {
      return Optional.empty();
    }
    open = false;
    return Optional.of(failed ? SessionResult.FAILED : how);
  }

  private static SessionResult result(NotNow.Reason reason) {
    return switch (reason) {
      case BUSY -> SessionResult.BUSY;
      case VIEWS_DIFFER -> SessionResult.VIEWS_DIFFER;
      case BUDGET -> SessionResult.BUDGET;
      case RATE -> SessionResult.RATE;
      case BACKOFF -> SessionResult.BACKOFF;
      case TURNED_OFF -> SessionResult.TURNED_OFF;
      case ENDING -> SessionResult.ENDING;
    };
  }
}
