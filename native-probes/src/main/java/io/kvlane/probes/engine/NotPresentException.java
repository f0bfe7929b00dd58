package io.kvlane.probes.engine;

/** An engine cannot be used on this machine. */
public final class NotPresentException extends Exception {

  private static final long serialVersionUID = 1;

  private final String fix;

  /**
   * Says what is missing.
   *
   * @param reason one line: what is missing or too old, with version and symbol
   * @param fix one line: how to get it
   */
  public NotPresentException(String reason, String fix) {
    super(reason);
    this.fix = fix;
  }

  /** How to get what is missing. */
  public String fix() {
    return fix;
  }

  /** What is missing. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
