package io.kvlane.core.finding.rules;

import io.kvlane.core.gpudirect.GpuDirect;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Devices that may be compared with each other: physical functions of one model. Virtual functions
 * have what somebody gave them, and devices of software have no model.
 */
final class Siblings {

  private Siblings() {}

  /** The physical functions that are there now; none when nobody can tell. */
  static Stream<RdmaDevice> physicalFunctions(NodeSnapshot snapshot, Instant now) {
    return snapshot.rdma().devices(now).stream()
        .flatMap(List::stream)
        .filter(device -> !device.place().virtualFunction());
  }

  /** The pairs of a GPU and a physical function. */
  static List<GpuNicPair> pairs(NodeSnapshot snapshot, Instant now) {
    Set<String> physical =
        physicalFunctions(snapshot, now).map(RdmaDevice::name).collect(Collectors.toSet());
    return GpuDirect.pairs(snapshot, now).stream()
        .filter(pair -> physical.contains(pair.device()))
        .toList();
  }

  /** The physical functions by model; those without a model are left out. */
  static Map<String, List<RdmaDevice>> byModel(NodeSnapshot snapshot, Instant now) {
    return physicalFunctions(snapshot, now)
        .filter(device -> model(device).isPresent())
        .collect(
            Collectors.groupingBy(
                device -> model(device).orElseThrow(), TreeMap::new, Collectors.toList()));
  }

  /** Active ports of one model and link layer together. */
  static Stream<List<RdmaPort>> activePorts(NodeSnapshot snapshot, Instant now) {
    return byModel(snapshot, now).values().stream()
        .map(Siblings::activePortsByLayer)
        .map(Map::values)
        .flatMap(Collection::stream);
  }

  private static Map<LinkLayer, List<RdmaPort>> activePortsByLayer(List<RdmaDevice> devices) {
    return devices.stream()
        .flatMap(device -> device.ports().stream())
        .filter(port -> port.link().isActive())
        .collect(
            Collectors.groupingBy(port -> port.link().layer(), TreeMap::new, Collectors.toList()));
  }

  /** What the vendor calls a device and its board; the driver where the vendor says nothing. */
  static Optional<String> model(RdmaDevice device) {
    RdmaDevice.Identity identity = device.identity();
    String told =
        Stream.of(identity.hcaType(), identity.boardId())
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    return told.isEmpty() ? device.place().driver() : Optional.of(told);
  }
}
