package io.kvlane.core.samples;

import io.kvlane.core.rdma.CounterWindow;
import io.kvlane.core.rdma.Gid;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.LinkRate;
import io.kvlane.core.rdma.LockedMemory;
import io.kvlane.core.rdma.PortCounters;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.PortLink;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.snapshot.VerbsView;
import io.kvlane.core.transfer.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** RDMA devices of which one thing at a time is out of the ordinary. */
public final class Rdma {

  /** An active InfiniBand link. */
  public static final PortLink ACTIVE = link(PortState.ACTIVE, "LinkUp");

  /** A port whose cable leads nowhere. */
  public static final PortLink POLLING = link(PortState.DOWN, "Polling");

  private Rdma() {}

  public static PortLink link(PortState state, String physicalState) {
    return new PortLink(
        state,
        physicalState,
        LinkRate.parse("400 Gb/sec (4X NDR)"),
        LinkLayer.INFINIBAND,
        OptionalInt.of(17));
  }

  /** A device with a GUID of its own and one port. */
  public static RdmaDevice device(String name, PortLink link) {
    return device(name, "guid of " + name, link);
  }

  public static RdmaDevice device(String name, String guid, PortLink... links) {
    List<RdmaPort> ports =
        IntStream.rangeClosed(1, links.length)
            .mapToObj(number ->
                new RdmaPort(
                    new PortId(name, number),
                    links[number - 1],
                    Transport.INFINIBAND,
                    List.of(),
                    PortCounters.NONE))
            .toList();
    return new RdmaDevice(
        name,
        new RdmaDevice.Identity(
            Optional.of("28.39.1002"),
            Optional.of("MT4129"),
            Optional.of("MT_0000000838"),
            guid.isEmpty() ? Optional.empty() : Optional.of(guid)),
        RdmaDevice.Place.UNKNOWN,
        Optional.of(new RdmaDevice.CharacterDevice("uverbs0", true)),
        ports);
  }

  public static RdmaDevice virtualFunction(String name, PortLink link) {
    RdmaDevice device = device(name, link);
    return new RdmaDevice(
        name,
        device.identity(),
        new RdmaDevice.Place(Optional.empty(), OptionalInt.empty(), Optional.empty(), true),
        device.characterDevice(),
        device.ports());
  }

  /** The same device on the PCI bus. */
  public static RdmaDevice at(String pciAddress, RdmaDevice device) {
    return new RdmaDevice(
        device.name(),
        device.identity(),
        new RdmaDevice.Place(
            Optional.of(pciAddress), OptionalInt.empty(), Optional.of("mlx5_core"), false),
        device.characterDevice(),
        device.ports());
  }

  /** An Elastic Fabric Adapter. */
  public static RdmaDevice efa(String name, String pciAddress) {
    return new RdmaDevice(
        name,
        RdmaDevice.Identity.UNKNOWN,
        new RdmaDevice.Place(
            Optional.of(pciAddress), OptionalInt.empty(), Optional.of("efa"), false),
        Optional.of(new RdmaDevice.CharacterDevice("uverbs0", true)),
        List.of(port(name, ACTIVE, Transport.EFA)));
  }

  /** Soft-RoCE, which has neither model nor place. */
  public static RdmaDevice software(String name, PortLink link) {
    return new RdmaDevice(
        name,
        RdmaDevice.Identity.UNKNOWN,
        RdmaDevice.Place.UNKNOWN,
        Optional.of(new RdmaDevice.CharacterDevice("uverbs0", true)),
        List.of(port(name, link, Transport.ROCE)));
  }

  /** A device with an active port over Ethernet. */
  public static RdmaDevice ethernet(String name, Gid... gids) {
    RdmaDevice device = device(name, ACTIVE);
    PortLink link =
        new PortLink(
            PortState.ACTIVE,
            "LinkUp",
            LinkRate.parse("100 Gb/sec (4X EDR)"),
            LinkLayer.ETHERNET,
            OptionalInt.empty());
    return new RdmaDevice(
        name,
        device.identity(),
        device.place(),
        device.characterDevice(),
        List.of(
            new RdmaPort(
                new PortId(name, 1), link, Transport.ROCE, List.of(gids), PortCounters.NONE)));
  }

  private static RdmaPort port(String name, PortLink link, Transport transport) {
    return new RdmaPort(new PortId(name, 1), link, transport, List.of(), PortCounters.NONE);
  }

  /** An active InfiniBand link of another rate. */
  public static PortLink running(String rate) {
    return new PortLink(
        PortState.ACTIVE, "LinkUp", LinkRate.parse(rate), LinkLayer.INFINIBAND, OptionalInt.of(17));
  }

  /** What libibverbs says of {@link #device} if it agrees. */
  public static VerbsDevice verbs(String name, PortState state) {
    return new VerbsDevice(
        name,
        null,
        "28.39.1002",
        VerbsDevice.Dmabuf.SUPPORTED,
        List.of(new VerbsDevice.VerbsPort(1, state, LinkLayer.INFINIBAND, 4096)));
  }

  /** What the first port of a device counted in five minutes, from zero. */
  public static CounterWindow window(String device, Map<String, Long> rises) {
    return new CounterWindow(
        Duration.ofMinutes(5), counters(device, rises, 0), counters(device, rises, 1));
  }

  private static SortedMap<PortId, PortCounters> counters(
      String device, Map<String, Long> rises, int times) {
    SortedMap<String, OptionalLong> values = new TreeMap<>();
    rises.forEach((name, rise) -> values.put(name, OptionalLong.of(times * rise)));
    SortedMap<PortId, PortCounters> counters = new TreeMap<>();
    counters.put(
        new PortId(device, 1), new PortCounters(values, new TreeMap<>(), OptionalLong.empty()));
    return counters;
  }

  /** What a look at sysfs gave at some time, on a node that had known devices before. */
  public static RdmaInventory inventory(
      ProbeResult<List<RdmaDevice>> result, Instant at, KnownDevices known) {
    return new RdmaInventory(
        Optional.of(new Look<>(result, at, Duration.ofMillis(2))),
        Optional.of(at),
        Optional.empty(),
        known,
        Optional.empty(),
        OptionalInt.empty());
  }

  /** Devices that were there just now, and no others before. */
  public static RdmaInventory inventory(RdmaDevice... devices) {
    return inventory(
        new ProbeResult.Observed<>(List.of(devices)), Snapshots.NOW, KnownDevices.NONE);
  }

  /** The same inventory with what a probe process saw meanwhile. */
  public static RdmaInventory with(RdmaInventory inventory, VerbsView view) {
    return inventory.with(view);
  }

  /** What a probe process saw, while sysfs showed the same before and after. */
  public static VerbsView view(ProbeResult<List<VerbsDevice>> result, RdmaDevice... sysfs) {
    return new VerbsView(
        new Look<>(result, Snapshots.NOW, Duration.ofMillis(9)),
        Optional.of(new LockedMemory(LockedMemory.UNLIMITED, false)),
        List.of(sysfs),
        List.of(sysfs));
  }
}
