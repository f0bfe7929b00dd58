package io.kvlane.benchmarks.transfer;

/** A measurement did not come about. The message is one line. */
public final class MeasurementException extends Exception {

  private static final long serialVersionUID = 1;

  /** Says why. */
  public MeasurementException(String message) {
    super(message);
  }

  /** Says why. */
  public MeasurementException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
