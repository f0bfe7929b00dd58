package io.kvlane.core.pci;

import io.kvlane.core.transfer.Labelled;

/**
 * Whether access control services of a bridge send peer-to-peer traffic up to the root instead of
 * straight to its neighbour (PCI Express Base Specification, ACS Control Register: P2P Request
 * Redirect, P2P Completion Redirect).
 */
public enum Acs implements Labelled {
  /** Redirected: GPUDirect crosses the root, slowly, or does not work at all. */
  REDIRECTS("redirects"),

  /** Not redirected, or the bridge has no such services. */
  DIRECT("direct"),

  /** Not read: extended configuration space is shown to {@code CAP_SYS_ADMIN} only. */
  UNKNOWN("unknown");

  private final String label;

  Acs(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
