package io.kvlane.core.pci;

import io.kvlane.core.transfer.Labelled;
import java.util.List;
import java.util.Optional;

/**
 * How far two functions are from each other, best to worst, in the words of {@code nvidia-smi topo
 * -m}. Peer-to-peer traffic is at its best up to {@link #PXB}.
 */
public enum Distance implements Labelled {
  /** At most one PCI switch between them. */
  PIX("PIX", 0),

  /** Several PCI switches, but no host bridge. */
  PXB("PXB", 1),

  /** Through a host bridge, which is typically the processor. */
  PHB("PHB", 2),

  /** Between host bridges within a NUMA node. */
  NODE("NODE", 3),

  /** Between NUMA nodes. */
  SYS("SYS", 4);

  private final String label;
  private final int rank;

  Distance(String label, int rank) {
    this.label = label;
    this.rank = rank;
  }

  @Override
  public String label() {
    return label;
  }

  /** 0 for the best, one more for each that is worse; stable between versions. */
  public int rank() {
    return rank;
  }

  /** Whether traffic between the two stays below the host bridges. */
  public boolean isBelowHostBridge() {
    return this == PIX || this == PXB;
  }

  /**
   * The distance between two functions.
   *
   * @return empty when nobody can tell: a path or a NUMA node is not known
   */
  public static Optional<Distance> between(PciDevice one, PciDevice other) {
    if (one.hostBridge().isEmpty() || other.hostBridge().isEmpty()) {
      return Optional.empty();
    }
    int shared = sharedBridges(one, other);
    if (shared > 0) {
      int own = Math.max(one.bridges().size(), other.bridges().size()) - shared;
      return Optional.of(own <= 1 ? PIX : PXB);
    }
    if (one.hostBridge().equals(other.hostBridge())) {
      return Optional.of(PHB);
    }
    if (one.numaNode().isEmpty() || other.numaNode().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(one.numaNode().equals(other.numaNode()) ? NODE : SYS);
  }

  /** How many bridges, from the top, are above both. */
  static int sharedBridges(PciDevice one, PciDevice other) {
    if (!one.hostBridge().equals(other.hostBridge())) {
      return 0;
    }
    List<PciAddress> ofOne = one.bridges();
    List<PciAddress> ofOther = other.bridges();
    int most = Math.min(ofOne.size(), ofOther.size());
    int shared = 0;
    while (shared < most && ofOne.get(shared).equals(ofOther.get(shared))) {
      shared++;
    }
    return shared;
  }
}
