package io.kvlane.core.peer;

import io.kvlane.core.transfer.Labelled;

/** How another node is doing in this node's eyes: the worst that holds. */
public enum PairState implements Labelled {
  /** Wrong bytes arrived. */
  CORRUPT("corrupt"),

  /** Bytes take a worse path than expected. */
  FALLBACK("fallback"),

  /** It could not be spoken to the last time. */
  UNREACHABLE("unreachable"),

  /** The last run that judges the path brought no payload. */
  FAILING("failing"),

  /** Slower than its link or its own past allows. */
  SLOW("slow"),

  /** There is a fresh verified run, and nothing is wrong. */
  MEASURED("measured"),

  /** No fresh run, or none that is still remembered. */
  NOT_MEASURED("not_measured");

  private final String label;

  PairState(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
