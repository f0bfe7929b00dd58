package io.kvlane.core.transfer;

/** What moves the bytes. */
public enum Engine implements Labelled {
  /** The UCX library, as NIXL uses it. */
  UCX("ucx"),

  /** The libfabric library, as NIXL uses it on EFA. */
  LIBFABRIC("libfabric"),

  /** Plain Java sockets: the baseline that works on every node. */
  TCP("tcp");

  private final String label;

  Engine(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
