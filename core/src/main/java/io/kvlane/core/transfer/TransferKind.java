package io.kvlane.core.transfer;

/** Between which ends a run is made. */
public enum TransferKind implements Labelled {
  /** Both ends on this node. */
  LOOPBACK("loopback"),

  /** The other end on another node. */
  PEER("peer");

  private final String label;

  TransferKind(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
