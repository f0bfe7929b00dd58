package io.kvlane.core.finding;

import io.kvlane.core.transfer.Labelled;

/** How urgent a finding is. */
public enum Severity implements Labelled {
  /** KV transfers are wrong or far slower than they should be: act now. */
  CRITICAL("critical"),

  /** Something is not as it should be: look at it in working hours. */
  WARNING("warning"),

  /** Worth knowing. */
  INFO("info");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
