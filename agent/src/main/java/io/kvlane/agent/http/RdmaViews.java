package io.kvlane.agent.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvlane.core.rdma.Gid;
import io.kvlane.core.rdma.KnownDevice;
import io.kvlane.core.rdma.LinkRate;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.snapshot.VerbsView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The RDMA devices as the API shows them. */
public final class RdmaViews {

  private RdmaViews() {}

  /** All devices, and how they were looked at. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record RdmaView(
      Optional<LookView> sysfs,
      Optional<LookView> verbs,
      Optional<Instant> countersAt,
      List<DeviceView> devices,
      List<String> lost) {}

  /** One look. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record LookView(String outcome, Optional<String> reason, Instant at) {}

  /** One device. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record DeviceView(
      String name,
      Optional<String> firmware,
      Optional<String> hcaType,
      Optional<String> boardId,
      Optional<String> nodeGuid,
      Optional<String> driver,
      Optional<String> pciAddress,
      Optional<Integer> numaNode,
      boolean virtualFunction,
      Optional<RdmaDevice.CharacterDevice> characterDevice,
      Optional<VerbsDeviceView> verbs,
      List<PortView> ports) {}

  /** What libibverbs says of a device. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record VerbsDeviceView(
      Optional<String> problem, String dmabuf, Map<Integer, Integer> activeMtuBytes) {}

  /** One port. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record PortView(
      int port,
      String transport,
      String linkLayer,
      String state,
      String physicalState,
      Optional<LinkRate> rate,
      Optional<Integer> lid,
      List<GidView> gids,
      Optional<Long> receivedBytes,
      Optional<Long> transmittedBytes,
      Map<String, Long> errors) {}

  /** One slot of a port's table. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record GidView(int index, String address, String type, Optional<String> netdev) {}

  static RdmaView of(NodeSnapshot snapshot) {
    RdmaInventory rdma = snapshot.rdma();
    Optional<List<RdmaDevice>> devices = rdma.devices(snapshot.at());
    return new RdmaView(
        rdma.sysfs().map(RdmaViews::look),
        rdma.verbs().map(VerbsView::devices).map(RdmaViews::look),
        rdma.countersAt(),
        devices.stream().flatMap(List::stream).map(device -> device(device, rdma)).toList(),
        devices.stream()
            .flatMap(present -> rdma.known().missing(present).stream())
            .map(KnownDevice::name)
            .toList());
  }

  static LookView look(Look<?> look) {
    return new LookView(look.result().outcome(), look.result().problem(), look.at());
  }

  private static DeviceView device(RdmaDevice device, RdmaInventory rdma) {
    RdmaDevice.Identity identity = device.identity();
    RdmaDevice.Place place = device.place();
    return new DeviceView(
        device.name(),
        identity.firmware(),
        identity.hcaType(),
        identity.boardId(),
        identity.nodeGuid(),
        place.driver(),
        place.pciAddress(),
        boxed(place.numaNode()),
        place.virtualFunction(),
        device.characterDevice(),
        verbs(device.name(), rdma),
        device.ports().stream().map(RdmaViews::port).toList());
  }

  private static Optional<VerbsDeviceView> verbs(String device, RdmaInventory rdma) {
    return rdma.verbs().stream()
        .flatMap(view -> view.devices().observed().stream())
        .flatMap(List::stream)
        .filter(seen -> seen.name().equals(device))
        .map(RdmaViews::verbs)
        .findFirst();
  }

  private static VerbsDeviceView verbs(VerbsDevice device) {
    Map<Integer, Integer> mtus = new TreeMap<>();
    device.ports().forEach(port -> mtus.put(port.number(), port.activeMtuBytes()));
    return new VerbsDeviceView(
        Optional.ofNullable(device.problem()), device.dmabuf().label(), mtus);
  }

  private static PortView port(RdmaPort port) {
    return new PortView(
        port.id().number(),
        port.transport().label(),
        port.link().layer().label(),
        port.link().state().label(),
        port.link().physicalState(),
        port.link().rate(),
        boxed(port.link().lid()),
        port.gids().stream().map(RdmaViews::gid).toList(),
        boxed(port.counters().receivedBytes()),
        boxed(port.counters().transmittedBytes()),
        port.counters().errors());
  }

  private static GidView gid(Gid gid) {
    return new GidView(gid.index(), gid.address(), gid.type(), gid.netdev());
  }

  /** Jackson leaves out an absent Optional only. */
  static Optional<Integer> boxed(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }

  static Optional<Long> boxed(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }
}
