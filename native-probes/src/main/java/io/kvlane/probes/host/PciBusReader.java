package io.kvlane.probes.host;

import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.snapshot.ProbeResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code /sys/bus/pci/devices} (Documentation/ABI/testing/sysfs-bus-pci), whose entries lead
 * into the device tree and so say which bridges are above a function.
 *
 * <p>A node has hundreds of functions. Of each only the class is read; everything of NVIDIA's GPUs,
 * of network controllers, among which are InfiniBand's and EFA's, and of the bridges above them.
 */
public final class PciBusReader {

  private static final String DEVICES = "sys/bus/pci/devices";

  private final HostRoot root;

  /** A reader below a root. */
  public PciBusReader(HostRoot root) {
    this.root = root;
  }

  /**
   * GPUs, network controllers and the bridges above them. What a function does not tell is empty or
   * unknown. A function that is listed and does not tell what it is, is there as well: it may be a
   * GPU, and one that is not there would be taken for lost.
   */
  public ProbeResult<PciTree> look() {
    Path directory = root.resolve(DEVICES);
    if (HostRoot.isMissing(directory)) {
      return new ProbeResult.NotPresent<>(
          "the kernel has no /" + DEVICES + ": there is no PCI bus",
          "mount the host's /sys, if the machine has a PCI bus");
    }
    Optional<List<Path>> entries = HostRoot.listing(directory);
    return entries.isPresent()
        ? new ProbeResult.Observed<>(tree(entries.get()))
        : new ProbeResult.Failed<>("/" + DEVICES + " cannot be read");
  }

  private PciTree tree(List<Path> entries) {
    PciTreeBuilder builder = new PciTreeBuilder(root);
    for (Path entry : entries) {
      PciAddress.parse(entry.getFileName().toString())
          .ifPresent(address -> builder.add(entry, address));
    }
    return builder.tree();
  }
}
