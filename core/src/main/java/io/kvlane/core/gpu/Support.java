package io.kvlane.core.gpu;

import io.kvlane.core.transfer.Labelled;

/** Whether something can be used. Not asked is not "no". */
public enum Support implements Labelled {
  /** It can. */
  YES("yes"),

  /** It cannot. */
  NO("no"),

  /** Nobody could ask. */
  UNKNOWN("unknown");

  private final String label;

  Support(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  /** An answer that was given. */
  public static Support of(boolean answer) {
    return answer ? YES : NO;
  }
}
