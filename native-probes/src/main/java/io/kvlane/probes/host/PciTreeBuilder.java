package io.kvlane.probes.host;

import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a tree of the entries of {@code /sys/bus/pci/devices} that matter. For one look. */
final class PciTreeBuilder {

  /** Base classes of linux/pci_ids.h. */
  private static final int NETWORK = 0x02;

  private static final int DISPLAY = 0x03;
  private static final int BASE_CLASS_SHIFT = 16;
  private static final int NVIDIA = 0x10de;

  private final HostRoot root;
  private final NumaNodes nodes;
  private final IommuGroups groups;
  private final SortedMap<PciAddress, PciDevice> functions = new TreeMap<>();
  private final SortedMap<PciAddress, PciDevice> bridges = new TreeMap<>();

  PciTreeBuilder(HostRoot root) {
    this.root = root;
    this.nodes = NumaNodes.read(root);
    this.groups = IommuGroups.read(root);
  }

  /**
   * Adds a function and the bridges above it, if it matters. One that does not tell what it is does
   * matter: it may be a GPU, and a GPU that is not there would be taken for lost.
   *
   * @param entry the link to its directory, or the directory itself
   */
  void add(Path entry, PciAddress address) {
    Optional<Path> directory =
        Files.isSymbolicLink(entry)
            ? root.follow(entry).filter(target -> target.endsWith(entry.getFileName()))
            : Optional.of(entry);
    if (directory.isEmpty()) {
      functions.put(address, PciFunctionDirectory.unreadable(address));
      return;
    }
    PciFunctionDirectory function = new PciFunctionDirectory(root, address, directory.get());
    if (matters(function)) {
      addWithBridges(function);
    }
  }

  private static boolean matters(PciFunctionDirectory function) {
    OptionalInt code = function.classCode();
    if (code.isEmpty()) {
      return true;
    }
    int base = code.getAsInt() >> BASE_CLASS_SHIFT;
    return base == NETWORK || (base == DISPLAY && function.vendor().orElse(NVIDIA) == NVIDIA);
  }

  private void addWithBridges(PciFunctionDirectory function) {
    PciDevice device = function.read(nodes, groups);
    functions.put(device.address(), device);
    PciFunctionDirectory below = function;
    for (PciAddress address : device.bridges().reversed()) {
      PciFunctionDirectory bridge = below.above(address);
      bridges.computeIfAbsent(address, absent -> bridge.readBridge(nodes, groups));
      below = bridge;
    }
  }

  /**
   * All that was added. What is above another is a bridge, even if it does not tell that itself.
   */
  PciTree tree() {
    SortedMap<PciAddress, PciDevice> all = new TreeMap<>(functions);
    all.putAll(bridges);
    return new PciTree(all);
  }
}
