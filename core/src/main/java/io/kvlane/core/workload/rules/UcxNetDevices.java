package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.NodePort;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code UCX_NET_DEVICES} names what this node does not have, what is down or what is there to
 * manage the node, or leaves UCX no RDMA device at all. A port that speaks another protocol than
 * the node's KV network is one for management.
 */
final class UcxNetDevices implements WorkerRule {

  private static final String VARIABLE = "UCX_NET_DEVICES";

  @Override
  public String name() {
    return "worker-ucx-net-devices";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    return Fabric.judgeUcx(
        name(), worker, around, VARIABLE, (value, at) -> judge(value, at, worker, around));
  }

  private List<Judgement> judge(
      String value, FieldPath at, WorkerSpec worker, Surroundings around) {
    if (around.devices().isEmpty()) {
      return Mistakes.unknown(name(), at, "the devices of the node are not known");
    }
    List<NodePort> ports = around.devices().get();
    UcxDevices devices = UcxDevices.parse(value);
    boolean none =
        ports.stream()
            .noneMatch(port -> port.active() && isForKv(port, around) && devices.allows(port));
    List<String> problems =
        devices.all() || devices.negated()
            ? managementAllowed(devices, ports, worker, around)
            : devices.names().stream()
                .flatMap(name -> problem(name, ports, worker, around).stream())
                .toList();
    if (none) {
      return mistake(
          Severity.CRITICAL, at, "UCX_NET_DEVICES leaves no working RDMA device.", value, problems);
    }
    return problems.isEmpty()
        ? List.of()
        : mistake(
            Severity.WARNING,
            at,
            "UCX_NET_DEVICES names devices that cannot carry KV caches.",
            value,
            problems);
  }

  private static boolean isForKv(NodePort port, Surroundings around) {
    return around.platform().map(port.platform()::equals).orElse(true);
  }

  /** A pod sees the node's ports, but its interfaces only where it has the node's network. */
  private static List<String> managementAllowed(
      UcxDevices devices, List<NodePort> ports, WorkerSpec worker, Surroundings around) {
    return Stream.concat(
            ports.stream()
                .filter(port -> port.active() && !isForKv(port, around) && devices.allows(port))
                .map(UcxNetDevices::management),
            around.managementInterfaces().stream()
                .sorted()
                .filter(name -> worker.hostNetwork() && !devices.names().contains(name))
                .map(name -> name + " is a management interface"))
        .toList();
  }

  private static Optional<String> problem(
      String name, List<NodePort> ports, WorkerSpec worker, Surroundings around) {
    List<NodePort> named = ports.stream().filter(port -> UcxDevices.names(name, port)).toList();
    if (named.isEmpty()) {
      return notRdma(name, worker, around);
    }
    if (named.stream().noneMatch(NodePort::active)) {
      return Optional.of(name + " is down");
    }
    return named.stream()
        .filter(port -> !isForKv(port, around))
        .map(UcxNetDevices::management)
        .findFirst();
  }

  /** A pod has interfaces of its own, which nobody here knows, unless it has the node's. */
  private static Optional<String> notRdma(String name, WorkerSpec worker, Surroundings around) {
    if (around.managementInterfaces().contains(name)) {
      return Optional.of(name + " is a management interface");
    }
    boolean known = around.interfaces().map(all -> all.contains(name)).orElse(false);
    boolean interfaceOfPod =
        !name.contains(":") && (!worker.hostNetwork() || around.interfaces().isEmpty());
    return known || interfaceOfPod ? Optional.empty() : Optional.of(name + " is not on this node");
  }

  private static String management(NodePort port) {
    return "%s:%d is %s, which is not the node's KV network"
        .formatted(port.device(), port.port(), port.platform().label());
  }

  private List<Judgement> mistake(
      Severity severity, FieldPath at, String summary, String value, List<String> problems) {
    return Mistakes.one(
        name(),
        severity,
        at,
        summary,
        Stream.concat(Stream.of(VARIABLE + "=" + value), problems.stream()).toList(),
        "Unset UCX_NET_DEVICES, or name active RDMA ports of every node that it may run on");
  }
}
