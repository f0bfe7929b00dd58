package io.kvlane.agent.peer;

import java.util.Objects;

/**
 * Why a session is not opened now.
 *
 * @param reason the kind of reason
 * @param text in words, one line
 */
record NotNow(Reason reason, String text) {

  /** Nothing may be missing. */
  NotNow {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(text, "text");
  }

  /** A kind of reason. */
  enum Reason {
    /** It serves another node, or transfers itself. */
    BUSY,

    /** Its view of the cluster is another one, and by that one it meets somebody else now. */
    VIEWS_DIFFER,

    /** Its byte budget is used up. */
    BUDGET,

    /** The asking node asks too often. */
    RATE,

    /** Its probe process keeps ending. */
    BACKOFF,

    /** Transfers are turned off on it. */
    TURNED_OFF,

    /** Its agent is ending. */
    ENDING
  }
}
