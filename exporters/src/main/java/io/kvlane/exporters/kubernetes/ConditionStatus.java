package io.kvlane.exporters.kubernetes;

import io.kvlane.core.transfer.Labelled;

/** Status of a condition, as Kubernetes writes it. */
public enum ConditionStatus implements Labelled {
  /** KV bytes take the path they should: measured, and lately. */
  TRUE("True"),

  /** They do not, or what arrives is wrong, or none can be sent to other nodes. */
  FALSE("False"),

  /** Nobody knows. */
  UNKNOWN("Unknown");

  private final String label;

  ConditionStatus(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
