package io.kvlane.probes.host;

import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.PortLink;
import io.kvlane.core.rdma.PortTraffic;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.snapshot.ProbeResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads {@code /sys/class/infiniband} (Linux, Documentation/ABI/stable/sysfs-class-infiniband).
 *
 * <p>Everything but the directory itself may be absent: soft-RoCE has neither firmware nor {@code
 * counters}. A device may vanish or change its name while it is read: then it is left out, or shown
 * by what could be read of it, and the next reading is right again.
 */
public final class InfinibandClassReader {

  private static final String CLASS = "sys/class/infiniband";

  private final HostRoot root;
  private final InfinibandVerbsClassReader characterDevices;

  /** A reader below a root. */
  public InfinibandClassReader(HostRoot root) {
    this.root = root;
    this.characterDevices = new InfinibandVerbsClassReader(root);
  }

  /**
   * Everything that the kernel tells of all devices, by name. This reads hundreds of files and asks
   * the devices for their counters, which firmware may take long to answer: not for every second.
   */
  public ProbeResult<List<RdmaDevice>> look() {
    Path directory = root.resolve(CLASS);
    if (!Files.isDirectory(directory)) {
      return new ProbeResult.NotPresent<>(
          "the kernel has no /" + CLASS + ": no RDMA driver is loaded",
          "load the driver of the node's RDMA devices, such as mlx5_ib, if it has any");
    }
    if (!Files.isReadable(directory)) {
      return new ProbeResult.Failed<>("/" + CLASS + " cannot be read");
    }
    return new ProbeResult.Observed<>(devices(PortDirectory::read));
  }

  /** The devices with their links, by name, but without GIDs and counters. */
  public List<RdmaDevice> outline() {
    return devices(PortDirectory::outline);
  }

  private List<RdmaDevice> devices(Function<PortDirectory, Optional<RdmaPort>> reading) {
    Map<String, RdmaDevice.CharacterDevice> files = characterDevices.read();
    List<RdmaDevice> devices = new ArrayList<>();
    for (Path path : HostRoot.entries(root.resolve(CLASS))) {
      DeviceDirectory directory = new DeviceDirectory(path);
      List<RdmaPort> ports =
          directory.ports().values().stream()
              .flatMap(port -> reading.apply(port).stream())
              .toList();
      RdmaDevice device = directory.read(files, ports);
      if (Files.isDirectory(path)) {
        devices.add(device);
      }
    }
    return List.copyOf(devices);
  }

  /** Names of the devices there are. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    HostRoot.entries(root.resolve(CLASS))
        .forEach(device -> names.add(device.getFileName().toString()));
    return names;
  }

  /** What may change at any moment, of all ports. Four small files a port. */
  public SortedMap<PortId, PortLink> links() {
    SortedMap<PortId, PortLink> links = new TreeMap<>();
    eachPort(port -> port.link().ifPresent(link -> links.put(port.id(), link)));
    return links;
  }

  /** What all ports have carried, by device and port. */
  public List<PortTraffic> traffic() {
    SortedMap<PortId, PortTraffic> traffic = new TreeMap<>();
    eachPort(port -> port.traffic().ifPresent(read -> traffic.put(port.id(), read)));
    return List.copyOf(traffic.values());
  }

  private void eachPort(Consumer<PortDirectory> reading) {
    for (Path device : HostRoot.entries(root.resolve(CLASS))) {
      new DeviceDirectory(device).ports().values().forEach(reading);
    }
  }
}
