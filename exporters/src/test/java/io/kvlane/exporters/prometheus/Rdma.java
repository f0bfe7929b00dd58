package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.SnapshotBuilder.NOW;

import io.kvlane.core.rdma.ErrorCounters;
import io.kvlane.core.rdma.Gid;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.LinkRate;
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

/** RDMA devices of a node. */
final class Rdma {

  private Rdma() {}

  /** A RoCE port that tells everything. */
  static RdmaDevice roce(String name, PortState state, String physicalState) {
    return new RdmaDevice(
        name,
        new RdmaDevice.Identity(
            Optional.of("22.38.1900"),
            Optional.of("MT4125"),
            Optional.of("MT_0000000359"),
            Optional.of("b8ce:f603:00ab:cdee")),
        new RdmaDevice.Place(
            Optional.of("0000:3b:00.0"), OptionalInt.of(0), Optional.of("mlx5_core"), false),
        Optional.of(new RdmaDevice.CharacterDevice("uverbs0", true)),
        List.of(
            port(
                name,
                new PortLink(
                    state,
                    physicalState,
                    LinkRate.parse("200 Gb/sec (4X HDR)"),
                    LinkLayer.ETHERNET,
                    OptionalInt.empty()),
                List.of(new Gid(0, "fe80::", "RoCE v2", Optional.of("eth2"))),
                new PortCounters(
                    counters(
                        Map.of("port_rcv_data", 250L, "port_xmit_data", 500L, "link_downed", 2L)),
                    counters(Map.of("out_of_sequence", 5L, "np_cnp_sent", 9L)),
                    OptionalLong.of(10)))));
  }

  /** A device of software that tells nearly nothing. */
  static RdmaDevice soft(String name) {
    return new RdmaDevice(
        name,
        RdmaDevice.Identity.UNKNOWN,
        RdmaDevice.Place.UNKNOWN,
        Optional.empty(),
        List.of(
            port(
                name,
                new PortLink(
                    PortState.ACTIVE,
                    "LinkUp",
                    Optional.empty(),
                    LinkLayer.ETHERNET,
                    OptionalInt.empty()),
                List.of(),
                PortCounters.NONE)));
  }

  /** A port that counts every error there is. */
  static RdmaDevice worst(String name) {
    return worst(name, "0000:3b:00.0");
  }

  /** The same somewhere on the PCI bus. */
  static RdmaDevice worst(String name, String pciAddress) {
    SortedMap<String, OptionalLong> all = new TreeMap<>();
    ErrorCounters.NAMES.forEach(counter -> all.put(counter, OptionalLong.of(1)));
    all.put("port_rcv_data", OptionalLong.of(1));
    all.put("port_xmit_data", OptionalLong.of(1));
    RdmaDevice roce = roce(name, PortState.ACTIVE, "LinkUp");
    RdmaPort port = roce.ports().getFirst();
    return new RdmaDevice(
        name,
        roce.identity(),
        new RdmaDevice.Place(
            Optional.of(pciAddress), OptionalInt.of(0), Optional.of("mlx5_core"), false),
        roce.characterDevice(),
        List.of(
            port(
                name,
                port.link(),
                port.gids(),
                new PortCounters(all, new TreeMap<>(), OptionalLong.empty()))));
  }

  /** What two looks at the machine gave just now. */
  static RdmaInventory inventory(
      ProbeResult<List<RdmaDevice>> sysfs, ProbeResult<List<VerbsDevice>> verbs) {
    return inventory(sysfs, verbs, NOW);
  }

  static RdmaInventory inventory(
      ProbeResult<List<RdmaDevice>> sysfs, ProbeResult<List<VerbsDevice>> verbs, Instant at) {
    return new RdmaInventory(
        Optional.of(new Look<>(sysfs, at, Duration.ofMillis(2))),
        Optional.of(at),
        Optional.of(
            new VerbsView(
                new Look<>(verbs, at, Duration.ofMillis(15)),
                Optional.empty(),
                List.of(),
                List.of())),
        KnownDevices.NONE,
        Optional.empty(),
        OptionalInt.empty());
  }

  private static RdmaPort port(
      String device, PortLink link, List<Gid> gids, PortCounters counters) {
    return new RdmaPort(new PortId(device, 1), link, Transport.ROCE, gids, counters);
  }

  private static SortedMap<String, OptionalLong> counters(Map<String, Long> values) {
    SortedMap<String, OptionalLong> counters = new TreeMap<>();
    values.forEach((name, value) -> counters.put(name, OptionalLong.of(value)));
    return counters;
  }
}
