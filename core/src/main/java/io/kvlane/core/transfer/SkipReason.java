package io.kvlane.core.transfer;

/** Why a run was not made. */
public enum SkipReason implements Labelled {
  /** The engine or a device it needs is not on this node. */
  NOT_PRESENT("not_present"),

  /** Another kvlane process on this node holds the transfer lock. */
  LOCKED("locked"),

  /** The other node is in another transfer. */
  BUSY("busy"),

  /** The probe process died, several times in a row or at this engine; it is tried again later. */
  BACKOFF("backoff"),

  /** Workers use the node's ports more than a probe may disturb. */
  LIVE_TRAFFIC("live traffic"),

  /** The GPU is full, exclusive, split into instances, or lost. */
  GPU_UNUSABLE("gpu unusable"),

  /** The byte budget would have been exceeded. */
  BUDGET("budget"),

  /** The operator turned transfers off on this node. */
  TURNED_OFF("turned_off"),

  /** The operator turned transfers off on the other node, which says so. */
  PEER_TURNED_OFF("peer_turned_off");

  private final String label;

  SkipReason(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
