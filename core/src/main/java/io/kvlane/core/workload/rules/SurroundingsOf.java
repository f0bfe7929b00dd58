package io.kvlane.core.workload.rules;

import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.rdma.Gid;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Transport;
import io.kvlane.core.workload.DeviceSockets;
import io.kvlane.core.workload.NodePort;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerPod;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a snapshot of a node says of where its worker pods run. */
public final class SurroundingsOf {

  private static final String ROCE_V2 = "RoCE v2";

  private SurroundingsOf() {}

  /** A node, without any pod. */
  public static Surroundings node(NodeSnapshot snapshot, Instant now) {
    Optional<List<RdmaDevice>> rdma = snapshot.rdma().devices(now);
    Optional<List<NodePort>> ports = rdma.flatMap(SurroundingsOf::ports);
    Optional<Platform> platform = ports.flatMap(SurroundingsOf::platform);
    Optional<HostFacts> host = snapshot.inspection().host(now);
    return new Surroundings(
        platform,
        host.flatMap(HostFacts::kernel),
        ports,
        host.flatMap(HostFacts::interfaces),
        platform.map(kv -> management(rdma.orElse(List.of()), kv)).orElse(Set.of()),
        List.of(),
        true,
        Optional.empty(),
        sockets(snapshot, rdma.orElse(List.of()), now));
  }

  /**
   * A node as one of its worker pods has it.
   *
   * @param all the worker pods of the node; those that are ending are no others
   * @param one the pod
   */
  public static Surroundings pod(Surroundings node, List<WorkerPod> all, WorkerPod one) {
    return node.beside(
        all.stream()
            .filter(other -> !other.uid().equals(one.uid()) && isLive(other))
            .map(WorkerPod::spec)
            .toList(),
        one.devices());
  }

  /** Whether a pod runs or will, rather than ends or has ended. */
  static boolean isLive(WorkerPod pod) {
    return !pod.terminating() && !Set.of("Succeeded", "Failed").contains(pod.phase());
  }

  /** Empty also where there are devices whose ports nobody could read. */
  private static Optional<List<NodePort>> ports(List<RdmaDevice> devices) {
    List<NodePort> ports =
        devices.stream()
            .flatMap(device -> device.ports().stream())
            .flatMap(port -> platform(port.transport()).map(kind -> port(port, kind)).stream())
            .toList();
    return ports.isEmpty() && !devices.isEmpty() ? Optional.empty() : Optional.of(ports);
  }

  private static NodePort port(RdmaPort port, Platform platform) {
    Map<Integer, Boolean> gids =
        port.gids().stream()
            .filter(gid -> !gid.type().isEmpty())
            .collect(
                Collectors.toMap(Gid::index, gid -> gid.type().equals(ROCE_V2), (one, _) -> one));
    return new NodePort(
        port.id().device(), port.id().number(), platform, port.link().isActive(), gids);
  }

  private static Optional<Platform> platform(Transport transport) {
    return switch (transport) {
      case INFINIBAND -> Optional.of(Platform.INFINIBAND);
      case ROCE -> Optional.of(Platform.ROCE);
      case EFA -> Optional.of(Platform.EFA);
      case TCP, SHM, CUDA_IPC, UNKNOWN -> Optional.empty();
    };
  }

  /**
   * What KV caches go over: of the active ports where there are any, EFA before InfiniBand before
   * RoCE, as nodes of the former have Ethernet beside it.
   */
  private static Optional<Platform> platform(List<NodePort> ports) {
    return first(ports, NodePort::active).or(() -> first(ports, _ -> true));
  }

  private static Optional<Platform> first(List<NodePort> ports, Predicate<NodePort> wanted) {
    return Stream.of(Platform.EFA, Platform.INFINIBAND, Platform.ROCE)
        .filter(
            platform -> ports.stream().filter(wanted).anyMatch(port -> port.platform() == platform))
        .findFirst();
  }

  /** Interfaces of ports that KV caches do not go over. */
  private static Set<String> management(List<RdmaDevice> devices, Platform kv) {
    return devices.stream()
        .flatMap(device -> device.ports().stream())
        .filter(port -> platform(port.transport()).filter(kv::equals).isEmpty())
        .flatMap(port -> port.netdev().stream())
        .collect(Collectors.toSet());
  }

  private static Optional<DeviceSockets> sockets(
      NodeSnapshot snapshot, List<RdmaDevice> devices, Instant now) {
    Optional<PciTree> pci = snapshot.inspection().pci(now);
    Map<String, Integer> gpus = new HashMap<>();
    for (NodeGpu gpu : NodeGpu.of(snapshot.inspection(), now)) {
      gpu.address()
          .ifPresent(
              address -> put(gpus, socket(pci, address), List.of(gpu.name(), address.text())));
    }
    Map<String, Integer> rdma = new HashMap<>();
    for (RdmaDevice device : devices) {
      Optional<PciAddress> address = device.place().pciAddress().flatMap(PciAddress::parse);
      OptionalInt told = device.place().numaNode();
      put(
          rdma,
          told.isPresent() ? told : address.map(at -> socket(pci, at)).orElse(OptionalInt.empty()),
          Stream.of(
                  Optional.of(device.name()),
                  address.map(PciAddress::text),
                  device.characterDevice().map(RdmaDevice.CharacterDevice::name))
              .flatMap(Optional::stream)
              .toList());
    }
    return gpus.isEmpty() && rdma.isEmpty()
        ? Optional.empty()
        : Optional.of(new DeviceSockets(gpus, rdma));
  }

  private static OptionalInt socket(Optional<PciTree> pci, PciAddress address) {
    return pci.flatMap(tree -> tree.at(address))
        .map(PciDevice::numaNode)
        .orElse(OptionalInt.empty());
  }

  private static void put(Map<String, Integer> sockets, OptionalInt socket, List<String> ids) {
    socket.ifPresent(node -> ids.forEach(id -> sockets.put(id, node)));
  }
}
