package io.kvlane.core.peer;

import io.kvlane.core.transfer.Labelled;

/** Which way bytes go between this node and another one. */
public enum Direction implements Labelled {
  /** To this node: reads posted here, writes posted there. */
  INBOUND("inbound"),

  /** To the other node: writes posted here, reads posted there. */
  OUTBOUND("outbound");

  private final String label;

  Direction(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
