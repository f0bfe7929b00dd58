package io.kvlane.core.transfer;

/** What came of a run. */
public enum TransferResult implements Labelled {
  /** The payload arrived and was verified. */
  OK("ok"),

  /** The transfer claimed success, but the payload differs. */
  CORRUPT("corrupt"),

  /** The engine or a probe process reported an error. */
  FAILED("failed"),

  /** No answer came by the deadline. */
  TIMED_OUT("timed_out"),

  /** No bytes could go to the other end. */
  UNREACHABLE("unreachable"),

  /** The run was not made; the reason says why. */
  SKIPPED("skipped");

  private final String label;

  TransferResult(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
