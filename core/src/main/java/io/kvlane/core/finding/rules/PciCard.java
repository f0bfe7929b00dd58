package io.kvlane.core.finding.rules;

import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciLink;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A NIC or GPU whose PCI link is known.
 *
 * @param name of the GPU, or of the first RDMA device on the card
 * @param model what it may be compared with
 * @param function its first function
 * @param link its link as it is
 * @param speedCounts whether the speed says anything: a GPU that has nothing to do turns it down
 */
record PciCard(String name, String model, PciDevice function, PciLink link, boolean speedCounts) {

  /** All cards of a node, a NIC with several functions once. */
  static Collection<PciCard> of(PciTree tree, NodeSnapshot snapshot, Instant now) {
    Map<String, PciCard> cards = new LinkedHashMap<>();
    Stream.concat(
            Siblings.physicalFunctions(snapshot, now).flatMap(nic -> nic(tree, nic).stream()),
            NodeGpu.of(snapshot.inspection(), now).stream().flatMap(gpu -> gpu(tree, gpu).stream()))
        .forEach(card -> cards.putIfAbsent(card.function().address().slot(), card));
    return cards.values();
  }

  private static Optional<PciCard> nic(PciTree tree, RdmaDevice nic) {
    return nic.place()
        .pciAddress()
        .flatMap(PciAddress::parse)
        .flatMap(tree::at)
        .flatMap(function ->
            function
                .link()
                .map(link ->
                    new PciCard(
                        nic.name(), Siblings.model(nic).orElse(nic.name()), function, link, true)));
  }

  private static Optional<PciCard> gpu(PciTree tree, NodeGpu gpu) {
    return gpu.address()
        .flatMap(tree::at)
        .flatMap(function ->
            function
                .link()
                .map(link ->
                    new PciCard(
                        gpu.name(),
                        function.ids().map(PciDevice.Ids::toString).orElse(gpu.name()),
                        function,
                        link,
                        false)));
  }

  /** Whether its link carries less than another would, as far as that counts. */
  boolean isBelow(PciLink other) {
    return link.lanes() < other.lanes() || (speedCounts && link.isBelow(other));
  }
}
