package io.kvlane.core.finding.rules;

import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.pci.Acs;
import io.kvlane.core.pci.Distance;
import io.kvlane.core.pci.Iommu;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way between a GPU and a NIC over the PCI bus.
 *
 * @param tree the bus
 * @param pair GPU and NIC
 * @param gpu the GPU's function
 * @param nic the NIC's function
 */
record PeerToPeerPath(PciTree tree, GpuNicPair pair, PciDevice gpu, PciDevice nic) {

  /** The way of a pair, empty when the bus does not show both. */
  static Optional<PeerToPeerPath> of(
      PciTree tree, GpuNicPair pair, NodeSnapshot snapshot, Instant now) {
    Optional<PciDevice> gpu = pair.gpu().address().flatMap(tree::at);
    Optional<PciDevice> nic =
        snapshot.rdma().devices(now).stream()
            .flatMap(List::stream)
            .filter(device -> device.name().equals(pair.device()))
            .map(RdmaDevice::place)
            .flatMap(place -> place.pciAddress().flatMap(tree::at).stream())
            .findFirst();
    return gpu.flatMap(one -> nic.map(other -> new PeerToPeerPath(tree, pair, one, other)));
  }

  /** Bridges whose access control sends the traffic up to the root, one line each. */
  Stream<String> redirects() {
    return pair.distance().filter(Distance::isBelowHostBridge).isEmpty()
        ? Stream.empty()
        : tree.bridgesBetween(gpu, nic).stream()
            .filter(bridge -> bridge.acs() == Acs.REDIRECTS)
            .map(bridge ->
                "bridge %s between GPU %s and %s redirects peer-to-peer requests (ACS)"
                    .formatted(bridge.address().text(), gpu.address().text(), pair.device()));
  }

  /** Ends whose addresses an IOMMU translates, one line each. */
  Stream<String> translations() {
    return Stream.of(gpu, nic)
        .filter(end -> end.iommu() == Iommu.TRANSLATES)
        .map(end -> "the IOMMU translates the addresses of " + end.address().text());
  }
}
