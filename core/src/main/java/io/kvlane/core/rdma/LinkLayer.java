package io.kvlane.core.rdma;

import io.kvlane.core.transfer.Labelled;

/** What lies below a port ({@code enum ibv_port_attr.link_layer}). */
public enum LinkLayer implements Labelled {
  /** Neither of the two, as for EFA: sysfs says {@code Unknown}, ibv_devinfo Unspecified. */
  UNSPECIFIED("unspecified"),

  /** InfiniBand. */
  INFINIBAND("infiniband"),

  /** Ethernet: RoCE or iWARP. */
  ETHERNET("ethernet");

  private final String label;

  LinkLayer(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  /** The link layer of verbs' number. */
  public static LinkLayer of(int number) {
    return switch (number) {
      case 1 -> INFINIBAND;
      case 2 -> ETHERNET;
      default -> UNSPECIFIED;
    };
  }

  /** The link layer in sysfs's words. */
  public static LinkLayer parse(String text) {
    return switch (text) {
      case "InfiniBand" -> INFINIBAND;
      case "Ethernet" -> ETHERNET;
      default -> UNSPECIFIED;
    };
  }
}
