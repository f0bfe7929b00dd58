package io.kvlane.core.rdma;

import io.kvlane.core.transfer.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An RDMA device.
 *
 * @param name name of the device, which udev and the operator may change
 * @param identity what it is
 * @param place where it sits
 * @param characterDevice what a process opens to use it; empty when the kernel has none
 * @param ports its ports, by number
 */
public record RdmaDevice(
    String name,
    Identity identity,
    Place place,
    Optional<CharacterDevice> characterDevice,
    List<RdmaPort> ports) {

  /**
   * What a device says of itself; each may be empty.
   *
   * @param firmware version of its firmware
   * @param hcaType what the vendor calls it
   * @param boardId what the vendor calls its board
   * @param nodeGuid its global identifier, four groups of four hexadecimal digits; empty when all
   *     are zero
   */
  public record Identity(
      Optional<String> firmware,
      Optional<String> hcaType,
      Optional<String> boardId,
      Optional<String> nodeGuid) {

    /** Nothing known. */
    public static final Identity UNKNOWN =
        new Identity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Where a device sits.
   *
   * @param pciAddress its PCI address, empty for a device of software
   * @param numaNode its NUMA node, empty when the machine does not say
   * @param driver name of its driver, empty for a device of software
   * @param virtualFunction whether it is a virtual function, which comes and goes with pods
   */
  public record Place(
      Optional<String> pciAddress,
      OptionalInt numaNode,
      Optional<String> driver,
      boolean virtualFunction) {

    /** Nothing known. */
    public static final Place UNKNOWN =
        new Place(Optional.empty(), OptionalInt.empty(), Optional.empty(), false);
  }

  /**
   * What a process opens to use a device.
   *
   * @param name file name below {@code /dev/infiniband}, such as {@code uverbs0}
   * @param exists whether the file is there
   */
  public record CharacterDevice(String name, boolean exists) {}

  /** Takes a copy. */
  public RdmaDevice {
    ports = List.copyOf(ports);
  }

  /** Whether it is an Elastic Fabric Adapter, which few things that hold for verbs hold for. */
  public boolean isEfa() {
    return ports.stream().anyMatch(port -> port.transport() == Transport.EFA);
  }

  /** The same device with links as they are now; a port without one is gone. */
  public RdmaDevice with(Map<PortId, PortLink> links) {
    return new RdmaDevice(
        name,
        identity,
        place,
        characterDevice,
        ports.stream()
            .flatMap(port -> Optional.ofNullable(links.get(port.id())).map(port::with).stream())
            .toList());
  }
}
