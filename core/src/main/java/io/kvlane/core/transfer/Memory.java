package io.kvlane.core.transfer;

/** Where the bytes lie at both ends. */
public enum Memory implements Labelled {
  /** Host memory. */
  HOST("host"),

  /** GPU memory. */
  CUDA("cuda");

  private final String label;

  Memory(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
