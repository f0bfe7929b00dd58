package io.kvlane.core.samples;

import io.kvlane.core.host.Version;
import io.kvlane.core.workload.AssignedDevices;
import io.kvlane.core.workload.DeviceSockets;
import io.kvlane.core.workload.NodePort;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds surroundings of a worker of which nothing is known but what a test says. */
public final class Places {

  private Optional<Platform> platform = Optional.empty();
  private Optional<Version> kernel = Optional.empty();
  private Optional<List<NodePort>> ports = Optional.empty();
  private Optional<Set<String>> interfaces = Optional.empty();
  private Set<String> management = Set.of();
  private final List<WorkerSpec> others = new ArrayList<>();
  private boolean oneNode;
  private Optional<List<AssignedDevices>> assigned = Optional.empty();
  private Optional<DeviceSockets> sockets = Optional.empty();

  private Places() {}

  /** Files of which nobody says where they are to be applied. */
  public static Places files() {
    return new Places();
  }

  /** Files for a platform. */
  public static Places files(Platform where) {
    Places places = new Places();
    places.platform = Optional.of(where);
    return places;
  }

  /** A node with these ports, of which the first says the platform. */
  public static Places node(NodePort... there) {
    Places places = new Places();
    places.oneNode = true;
    places.ports = Optional.of(List.of(there));
    places.platform = List.of(there).stream().map(NodePort::platform).findFirst();
    return places;
  }

  public static NodePort infiniband(String device) {
    return new NodePort(device, 1, Platform.INFINIBAND, true, Map.of());
  }

  public static NodePort down(String device) {
    return new NodePort(device, 1, Platform.INFINIBAND, false, Map.of());
  }

  /** Of RoCE, with entries 0 to 3 of its GID table, of which the last is RoCE v2. */
  public static NodePort roce(String device) {
    return roce(device, Map.of(0, false, 1, false, 2, false, 3, true));
  }

  public static NodePort roce(String device, Map<Integer, Boolean> gids) {
    return new NodePort(device, 1, Platform.ROCE, true, gids);
  }

  public static NodePort efa(String device) {
    return new NodePort(device, 1, Platform.EFA, true, Map.of());
  }

  public Places kernel(String release) {
    kernel = Version.parse(release);
    return this;
  }

  public Places interfaces(String... all) {
    interfaces = Optional.of(Set.of(all));
    return this;
  }

  public Places management(String... names) {
    management = Set.of(names);
    return this;
  }

  public Places with(Workers other) {
    others.add(other.build());
    return this;
  }

  public Places assigned(AssignedDevices... devices) {
    assigned = Optional.of(List.of(devices));
    return this;
  }

  public Places sockets(Map<String, Integer> gpus, Map<String, Integer> rdma) {
    sockets = Optional.of(new DeviceSockets(gpus, rdma));
    return this;
  }

  public Surroundings build() {
    return new Surroundings(
        platform, kernel, ports, interfaces, management, others, oneNode, assigned, sockets);
  }
}
