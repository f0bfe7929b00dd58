package io.kvlane.core.host;

import io.kvlane.core.transfer.Labelled;

/** Who sees RDMA devices ({@code netns_mode} of {@code ib_core}, rdma-system(8)). */
public enum RdmaNamespaces implements Labelled {
  /** Every network namespace sees every device. */
  SHARED("shared"),

  /** A device is in one network namespace only. */
  EXCLUSIVE("exclusive"),

  /** Not read. */
  UNKNOWN("unknown");

  private final String label;

  RdmaNamespaces(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
