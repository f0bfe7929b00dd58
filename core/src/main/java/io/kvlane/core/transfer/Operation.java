package io.kvlane.core.transfer;

/** Who moves the bytes which way. The initiator always posts. */
public enum Operation implements Labelled {
  /** The initiator plays decode and pulls from the responder, which plays prefill. */
  READ("read"),

  /** The initiator plays prefill and pushes to the responder, which plays decode. */
  WRITE("write");

  private final String label;

  Operation(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
