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
  private final UnreadableCounters counters;

  /** A reader below a root, which knows of no unreadable counter yet. */
  public InfinibandClassReader(HostRoot root) {
    this(root, HostRoot::number);
  }

  /** A reader that opens the files of counters in another way. */
  InfinibandClassReader(HostRoot root, CounterSource counterFiles) {
    this.root = root;
    this.characterDevices = new InfinibandVerbsClassReader(root);
    this.counters = new UnreadableCounters(counterFiles);
  }

  /**
   * Everything that the kernel tells of all devices, by name. This reads hundreds of files and asks
   * the devices for their counters, which firmware may take long to answer: not for every second. A
   * counter that could not be read is not asked for again within an hour, unless its device or the
   * driver changes.
   *
   * @param nowNanos time of the look, in the time of {@link System#nanoTime}
   */
  public ProbeResult<List<RdmaDevice>> look(long nowNanos) {
    Path directory = root.resolve(CLASS);
    if (HostRoot.isMissing(directory)) {
      return new ProbeResult.NotPresent<>(
          "the kernel has no /" + CLASS + ": no RDMA driver is loaded",
          "load the driver of the node's RDMA devices, such as mlx5_ib, if it has any");
    }
    Optional<List<Path>> entries = HostRoot.listing(directory);
    if (entries.isEmpty()) {
      return new ProbeResult.Failed<>("/" + CLASS + " cannot be read");
    }
    counters.retain(entries.get());
    return new ProbeResult.Observed<>(
        devices(device -> {
          CounterSource source = counters.of(device, nowNanos);
          return port -> port.read(source);
        }));
  }

  /** The devices with their links, by name, but without GIDs and counters. */
  public List<RdmaDevice> outline() {
    return devices(device -> PortDirectory::outline);
  }

  private List<Path> directories() {
    return HostRoot.entries(root.resolve(CLASS));
  }

  private List<RdmaDevice> devices(
      Function<Path, Function<PortDirectory, Optional<RdmaPort>>> readingOf) {
    Map<String, RdmaDevice.CharacterDevice> files = characterDevices.read();
    List<RdmaDevice> devices = new ArrayList<>();
    for (Path path : directories()) {
      DeviceDirectory directory = new DeviceDirectory(path);
      Function<PortDirectory, Optional<RdmaPort>> reading = readingOf.apply(path);
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
    directories().forEach(device -> names.add(device.getFileName().toString()));
    return names;
  }

  /** What may change at any moment, of all ports. Four small files a port. */
  public SortedMap<PortId, PortLink> links() {
    SortedMap<PortId, PortLink> links = new TreeMap<>();
    for (Path device : directories()) {
      for (PortDirectory port : new DeviceDirectory(device).ports().values()) {
        port.link().ifPresent(link -> links.put(port.id(), link));
      }
    }
    return links;
  }

  /**
   * What all ports have carried, by device and port. As in {@link #look}, a counter that could not
   * be read is left in peace.
   *
   * @param nowNanos time of the reading, in the time of {@link System#nanoTime}
   */
  public List<PortTraffic> traffic(long nowNanos) {
    SortedMap<PortId, PortTraffic> traffic = new TreeMap<>();
    List<Path> devices = directories();
    counters.retain(devices);
    for (Path device : devices) {
      CounterSource source = counters.of(device, nowNanos);
      for (PortDirectory port : new DeviceDirectory(device).ports().values()) {
        port.traffic(source).ifPresent(read -> traffic.put(port.id(), read));
      }
    }
    return List.copyOf(traffic.values());
  }
}
