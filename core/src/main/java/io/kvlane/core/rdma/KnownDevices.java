package io.kvlane.core.rdma;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The devices that this node has, or had, in the order in which they were first seen.
 *
 * <p>A device is the same under another name if its GUID is, and the same with another GUID if its
 * name is: a NIC that was exchanged is not lost. Virtual functions are left out: they come and go
 * with pods, and vanish from the host while a pod has them.
 */
public record KnownDevices(List<KnownDevice> all) {

  /** No device was ever seen. */
  public static final KnownDevices NONE = new KnownDevices(List.of());

  /** Nodes have a few dozen devices at most; more is not remembered. */
  private static final int MOST = 128;

  /** Takes a copy. */
  public KnownDevices {
    all = List.copyOf(all);
  }

  /** What is known after a look at the devices that are there. */
  public KnownDevices after(List<RdmaDevice> present, Instant now) {
    Map<KnownDevice, RdmaDevice> seen = match(present);
    List<KnownDevice> next = new ArrayList<>();
    for (KnownDevice known : all) {
      RdmaDevice device = seen.get(known);
      next.add(device == null ? known : seen(device, known.activePorts(), known.since()));
    }
    for (RdmaDevice device : present) {
      if (!device.place().virtualFunction() && !seen.containsValue(device) && next.size() < MOST) {
        next.add(seen(device, new TreeSet<>(), now));
      }
    }
    return new KnownDevices(next);
  }

  /** Those that are not there. */
  public List<KnownDevice> missing(List<RdmaDevice> present) {
    Map<KnownDevice, RdmaDevice> seen = match(present);
    return all.stream().filter(known -> !seen.containsKey(known)).toList();
  }

  /** Whether a port has ever been active on this node. */
  public boolean wasActive(PortId port) {
    return all.stream()
        .anyMatch(known ->
            known.name().equals(port.device()) && known.activePorts().contains(port.number()));
  }

  private static KnownDevice seen(RdmaDevice device, SortedSet<Integer> before, Instant since) {
    SortedSet<Integer> active = new TreeSet<>(before);
    device.ports().stream()
        .filter(port -> port.link().isActive())
        .forEach(port -> active.add(port.id().number()));
    return new KnownDevice(device.name(), device.identity().nodeGuid(), active, since);
  }

  /** By GUID first: of two devices that have swapped their names none is lost. */
  private Map<KnownDevice, RdmaDevice> match(List<RdmaDevice> present) {
    Map<KnownDevice, RdmaDevice> found = new LinkedHashMap<>();
    for (KnownDevice known : all) {
      present.stream()
          .filter(device -> known.nodeGuid().isPresent())
          .filter(device -> device.identity().nodeGuid().equals(known.nodeGuid()))
          .filter(device -> !found.containsValue(device))
          .findFirst()
          .ifPresent(device -> found.put(known, device));
    }
    for (KnownDevice known : all) {
      if (!found.containsKey(known)) {
        named(known.name(), present)
            .filter(device -> !found.containsValue(device))
            .ifPresent(device -> found.put(known, device));
      }
    }
    return found;
  }

  private static Optional<RdmaDevice> named(String name, List<RdmaDevice> present) {
    return present.stream().filter(device -> device.name().equals(name)).findFirst();
  }
}
