package io.kvlane.core.pci;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A function on the PCI bus.
 *
 * @param address where it is
 * @param ids what it is, empty when it could not be read
 * @param driver name of its driver, empty when it has none
 * @param numaNode its NUMA node, empty when the machine does not say
 * @param link its link as it is, empty when it has none or could not be read
 * @param maxLink its link as it could be, empty likewise
 * @param hostBridge the host bridge below which it is, such as {@code pci0000:16}; empty when the
 *     path could not be read
 * @param bridges bridges between the host bridge and it, from the top
 * @param acs access control of this function, which matters for a bridge
 * @param iommu what an IOMMU does with its addresses
 */
public record PciDevice(
    PciAddress address,
    Optional<Ids> ids,
    Optional<String> driver,
    OptionalInt numaNode,
    Optional<PciLink> link,
    Optional<PciLink> maxLink,
    Optional<String> hostBridge,
    List<PciAddress> bridges,
    Acs acs,
    Iommu iommu) {

  /**
   * What a function says it is.
   *
   * @param vendor 0 to 0xffff
   * @param device 0 to 0xffff
   * @param classCode class, subclass and interface, 0 to 0xffffff
   */
  public record Ids(int vendor, int device, int classCode) {

    private static final int NVIDIA = 0x10de;
    private static final int DISPLAY = 0x03;
    private static final int AMAZON = 0x1d0f;
    private static final int EFA_FIRST = 0xefa0;
    private static final int EFA_LAST = 0xefaf;

    /** Whether it is a GPU of NVIDIA. */
    public boolean isNvidiaGpu() {
      return vendor == NVIDIA && classCode >> 16 == DISPLAY;
    }

    /** Whether it is an Elastic Fabric Adapter. */
    public boolean isEfa() {
      return vendor == AMAZON && device >= EFA_FIRST && device <= EFA_LAST;
    }
  }

  /** Takes a copy. */
  public PciDevice {
    bridges = List.copyOf(bridges);
  }
}
