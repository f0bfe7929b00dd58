package io.kvlane.probes.engine;

/** A transfer did not come about. The message is one line for people. */
public class TransferException extends Exception {

  private static final long serialVersionUID = 1;

  private final Kind kind;

  /** What kind of failure it was. */
  public enum Kind {
    /** The engine reported an error. */
    FAILED,
    /** No bytes could go to the other end. */
    UNREACHABLE,
    /** The operations did not complete in the time that a run may take. */
    TIMED_OUT,
    /** The GPU cannot be used for now, and was left alone. */
    GPU_UNUSABLE
  }

  /** A failure in words. */
  public TransferException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** A failure with its cause. */
  public TransferException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of failure it was. */
  public Kind kind() {
    return kind;
  }
}
