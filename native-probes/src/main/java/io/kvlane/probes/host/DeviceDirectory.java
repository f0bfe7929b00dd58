package io.kvlane.probes.host;

import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaDevice.CharacterDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.transfer.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads one device, {@code /sys/class/infiniband/D}: {@code fw_ver}, {@code hca_type}, {@code
 * board_id} and {@code node_guid} (Documentation/ABI/stable/sysfs-class-infiniband), and of the bus
 * {@code device/uevent}, {@code device/numa_node} and {@code device/physfn}
 * (Documentation/ABI/testing/sysfs-bus-pci). A device of software may lack all of them.
 */
final class DeviceDirectory {

  private static final String NO_GUID = "0000:0000:0000:0000";
  private static final String EFA_DRIVER = "efa";

  private final Path directory;
  private final String name;

  DeviceDirectory(Path directory) {
    this.directory = directory;
    this.name = directory.getFileName().toString();
  }

  RdmaDevice read(Map<String, CharacterDevice> characterDevices, List<RdmaPort> ports) {
    return new RdmaDevice(
        name, identity(), place(), Optional.ofNullable(characterDevices.get(name)), ports);
  }

  /** The ports, by identity. */
  SortedMap<PortId, PortDirectory> ports() {
    SortedMap<PortId, PortDirectory> ports = new TreeMap<>();
    for (Path port : HostRoot.entries(directory.resolve("ports"))) {
      String number = port.getFileName().toString();
      if (number.matches("\\d{1,3}")) {
        PortId id = new PortId(name, Integer.parseInt(number));
        ports.put(id, new PortDirectory(id, port, this));
      }
    }
    return ports;
  }

  private RdmaDevice.Identity identity() {
    return new RdmaDevice.Identity(
        text("fw_ver"),
        text("hca_type"),
        text("board_id"),
        text("node_guid").filter(guid -> !guid.equals(NO_GUID)));
  }

  private RdmaDevice.Place place() {
    return new RdmaDevice.Place(
        ofBus("PCI_SLOT_NAME"),
        HostRoot.text(directory.resolve("device/numa_node"))
            .map(NumaNodes::parse)
            .orElse(OptionalInt.empty()),
        ofBus("DRIVER"),
        Files.exists(directory.resolve("device/physfn")));
  }

  /** What a port of this device speaks. EFA has no link layer of its own; its driver tells. */
  Transport transport(LinkLayer layer) {
    return switch (layer) {
      case INFINIBAND -> Transport.INFINIBAND;
      case ETHERNET -> Transport.ROCE;
      case UNSPECIFIED ->
          name.contains(EFA_DRIVER) || ofBus("DRIVER").filter(EFA_DRIVER::equals).isPresent()
              ? Transport.EFA
              : Transport.UNKNOWN;
    };
  }

  private Optional<String> text(String attribute) {
    return HostRoot.text(directory.resolve(attribute)).filter(value -> !value.isEmpty());
  }

  /** A value that the bus tells, from lines such as {@code DRIVER=mlx5_core}. */
  private Optional<String> ofBus(String key) {
    return HostRoot.text(directory.resolve("device/uevent")).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .findFirst();
  }
}
