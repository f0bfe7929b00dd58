package io.kvlane.core.transfer;

/** What cut a run short of its whole profile. */
public enum Cap implements Labelled {
  /** The limit of bytes a run. */
  BYTES("bytes"),

  /** The limit of time a run. */
  TIME("time");

  private final String label;

  Cap(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
