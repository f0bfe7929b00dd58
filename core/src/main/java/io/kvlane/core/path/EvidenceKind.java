package io.kvlane.core.path;

import io.kvlane.core.transfer.Labelled;

/** What a verdict can rest on, strongest first. */
public enum EvidenceKind implements Labelled {
  /** Bytes that the transferring processes' own TCP sockets carried. */
  OWN_SOCKETS("own-sockets"),

  /** Every other transport was excluded, or is not on this node. */
  CONSTRUCTION("construction"),

  /** Copies between GPU and host memory that kvlane made itself. */
  OWN_COPIES("own-copies"),

  /** The protocols that UCX says it selected for the operation. */
  PROTOCOL_TABLE("protocol-table"),

  /** Port counters of the node's NICs. */
  NIC_COUNTERS("nic-counters"),

  /** Byte counters of network interfaces: shown, never decisive. */
  NETDEV_COUNTERS("netdev-counters"),

  /** The lanes of the endpoint: transports that it could use. */
  LANES("lanes"),

  /** How fast the run was, beside how fast its copies through host memory would be. */
  RATE("rate"),

  /** How much the GPU's PCI link moved, as NVML says: it may refute, never decide. */
  PCIE("pcie-throughput"),

  /** Whether a NIC can register a GPU's memory: shown, never decisive. */
  REGISTRATION("registration");

  private final String label;

  EvidenceKind(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
