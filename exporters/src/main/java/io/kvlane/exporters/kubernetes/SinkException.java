package io.kvlane.exporters.kubernetes;

/** Kubernetes did not do what it was asked for. The message is one line that says what to do. */
public final class SinkException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Kinds of trouble. Two of one kind are the same trouble, whatever their words. */
  public enum Kind {
    /** No client could be made. */
    NO_CLIENT,
    /** No connection comes about, or no answer comes in time. */
    AWAY,
    /** 401. */
    UNAUTHORIZED,
    /** 403. */
    FORBIDDEN,
    /** 404: the node or the namespace is not there. */
    NOT_FOUND,
    /** 409: somebody else was writing. */
    CONFLICT,
    /** 400 or 422: it will never be taken. */
    INVALID,
    /** Any other status, such as 429 and 503. */
    REFUSED
  }

  /**
   * Some trouble.
   *
   * @param message one line that says what to do
   */
  public SinkException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of trouble it is. */
  public Kind kind() {
    return kind;
  }
}
