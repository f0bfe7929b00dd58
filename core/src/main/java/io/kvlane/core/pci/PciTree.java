package io.kvlane.core.pci;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What matters of a node's PCI bus: GPUs, network controllers and the bridges above them.
 *
 * @param functions all of these, by address
 */
public record PciTree(SortedMap<PciAddress, PciDevice> functions) {

  /** Takes a copy. */
  public PciTree {
    functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
  }

  /** The tree of these functions. */
  public static PciTree of(List<PciDevice> devices) {
    SortedMap<PciAddress, PciDevice> functions = new TreeMap<>();
    devices.forEach(device -> functions.put(device.address(), device));
    return new PciTree(functions);
  }

  /** The function at an address, empty when none was seen there. */
  public Optional<PciDevice> at(PciAddress address) {
    return Optional.ofNullable(functions.get(address));
  }

  /** The function at an address as sysfs writes it, empty when none was seen there. */
  public Optional<PciDevice> at(String address) {
    return PciAddress.parse(address).flatMap(this::at);
  }

  /** GPUs of NVIDIA, by address, whether a driver has them or not. */
  public Stream<PciDevice> nvidiaGpus() {
    return functions.values().stream()
        .filter(device -> device.ids().filter(PciDevice.Ids::isNvidiaGpu).isPresent());
  }

  /**
   * Bridges at which peer-to-peer traffic turns from one function to the other: those directly
   * below the lowest bridge that both share, where access control decides whether it may; that
   * bridge itself where both are directly below it, as functions of one card are. Further down
   * traffic only goes up or down, whatever the bridges there redirect. Empty when they share no
   * bridge, so that the traffic crosses the root.
   */
  public List<PciDevice> bridgesBetween(PciDevice one, PciDevice other) {
    int shared = Distance.sharedBridges(one, other);
    if (shared == 0) {
      return List.of();
    }
    List<PciAddress> met = new ArrayList<>();
    Stream.of(one.bridges(), other.bridges())
        .filter(bridges -> bridges.size() > shared)
        .map(bridges -> bridges.get(shared))
        .forEach(met::add);
    if (met.isEmpty()) {
      met.add(one.bridges().get(shared - 1));
    }
    return met.stream().flatMap(address -> at(address).stream()).toList();
  }

  /**
   * The best link that a function can have where it is: a slot may be slower or narrower than the
   * card in it. Empty when the function has none, or nobody can tell.
   */
  public Optional<PciLink> attainableLink(PciDevice device) {
    Optional<PciLink> above =
        device.bridges().isEmpty()
            ? Optional.empty()
            : at(device.bridges().getLast()).flatMap(PciDevice::maxLink);
    return device.maxLink().map(own -> above.map(own::common).orElse(own));
  }
}
