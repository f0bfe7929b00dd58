package io.kvlane.probes.host;

import io.kvlane.core.pci.Acs;
import io.kvlane.core.pci.Iommu;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciLink;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads one function, {@code /sys/bus/pci/devices/BDF}: {@code vendor}, {@code device}, {@code
 * class} and the link {@code driver} (Documentation/PCI/sysfs-pci.rst), {@code numa_node} and
 * {@code {current,max}_link_{speed,width}} (Documentation/ABI/testing/sysfs-bus-pci).
 */
final class PciFunctionDirectory {

  private static final String DRIVERS = "bus/pci/drivers";
  private static final int ID_DIGITS = 4;
  private static final int CLASS_DIGITS = 6;

  private final HostRoot root;
  private final PciAddress address;
  private final Path directory;

  /**
   * A function.
   *
   * @param directory where its attributes are, without any link in the path
   */
  PciFunctionDirectory(HostRoot root, PciAddress address, Path directory) {
    this.root = root;
    this.address = address;
    this.directory = directory;
  }

  /** A function of which nothing is known but that it is there. */
  static PciDevice unreadable(PciAddress address) {
    return new PciDevice(
        address,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Acs.UNKNOWN,
        Iommu.UNKNOWN);
  }

  /** Class, subclass and interface; empty when they cannot be read. */
  OptionalInt classCode() {
    return PciText.identifier(text("class"), CLASS_DIGITS);
  }

  /** Who made it; empty when it cannot be read. */
  OptionalInt vendor() {
    return PciText.identifier(text("vendor"), ID_DIGITS);
  }

  /** What a GPU or a network controller tells. */
  PciDevice read(NumaNodes nodes, IommuGroups groups) {
    return read(nodes, groups, Acs.UNKNOWN);
  }

  /** What a bridge tells, access control included. */
  PciDevice readBridge(NumaNodes nodes, IommuGroups groups) {
    return read(nodes, groups, AcsCapability.read(directory.resolve("config")));
  }

  private PciDevice read(NumaNodes nodes, IommuGroups groups, Acs acs) {
    Optional<PciPath> path = PciPath.parse(directory);
    return new PciDevice(
        address,
        ids(),
        driver(),
        nodes.of(text("numa_node")),
        link("current"),
        link("max"),
        path.map(PciPath::hostBridge),
        path.map(PciPath::bridges).orElse(List.of()),
        acs,
        groups.of(directory));
  }

  /** The bridge above, whose directory is around that of the function. */
  PciFunctionDirectory above(PciAddress bridge) {
    return new PciFunctionDirectory(root, bridge, directory.resolve("..").normalize());
  }

  private Optional<PciDevice.Ids> ids() {
    OptionalInt vendor = vendor();
    OptionalInt device = PciText.identifier(text("device"), ID_DIGITS);
    OptionalInt classCode = classCode();
    return vendor.isPresent() && device.isPresent() && classCode.isPresent()
        ? Optional.of(new PciDevice.Ids(vendor.getAsInt(), device.getAsInt(), classCode.getAsInt()))
        : Optional.empty();
  }

  private Optional<String> driver() {
    return root.follow(directory.resolve("driver"))
        .filter(driver -> driver.resolve("..").normalize().endsWith(DRIVERS))
        .map(driver -> driver.getFileName().toString());
  }

  private Optional<PciLink> link(String kind) {
    return PciText.link(text(kind + "_link_speed"), text(kind + "_link_width"));
  }

  private String text(String attribute) {
    return HostRoot.text(directory.resolve(attribute)).orElse("");
  }
}
