package io.kvlane.core.gpudirect;

import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.snapshot.NodeInspection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A GPU of the node, whoever shows it: NVML, or the PCI bus alone where NVML does not. A GPU that
 * was given to another driver, such as {@code vfio-pci}, is not the node's to use.
 *
 * @param name its UUID where NVML says so, else its PCI address
 * @param address where it is on the PCI bus, empty when NVML does not say
 */
public record NodeGpu(String name, Optional<PciAddress> address) {

  private static final String DRIVER = "nvidia";

  /** All GPUs, those of NVML first, by index. */
  public static List<NodeGpu> of(NodeInspection inspection, Instant now) {
    List<NodeGpu> gpus = new ArrayList<>();
    inspection.gpus(now).stream()
        .flatMap(inventory -> inventory.gpus().stream())
        .forEach((Gpu gpu) -> gpus.add(new NodeGpu(gpu.name(), gpu.address())));
    Set<PciAddress> shown =
        gpus.stream().flatMap(gpu -> gpu.address().stream()).collect(Collectors.toSet());
    inspection.pci(now).stream()
        .flatMap(PciTree::nvidiaGpus)
        .filter(gpu -> gpu.driver().map(DRIVER::equals).orElse(true))
        .map(PciDevice::address)
        .filter(address -> !shown.contains(address))
        .forEach(address -> gpus.add(new NodeGpu(address.text(), Optional.of(address))));
    return List.copyOf(gpus);
  }
}
