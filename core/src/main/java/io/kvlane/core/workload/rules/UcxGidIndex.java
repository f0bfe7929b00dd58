package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.NodePort;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code UCX_IB_GID_INDEX} names an entry that is not of RoCE v2 on ports of this node, so nothing
 * that is sent from them is routed. InfiniBand and EFA do not ask for it.
 */
final class UcxGidIndex implements WorkerRule {

  private static final String VARIABLE = "UCX_IB_GID_INDEX";

  @Override
  public String name() {
    return "worker-ucx-gid-index";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    Optional<Platform> platform = Fabric.platform(worker, around);
    return platform.map(Platform.ROCE::equals).orElse(true)
        ? Fabric.judgeUcx(
            name(), worker, around, VARIABLE, (value, at) -> judge(value, at, worker, around))
        : List.of();
  }

  private List<Judgement> judge(
      String value, FieldPath at, WorkerSpec worker, Surroundings around) {
    if (!value.matches("\\d{1,3}")) {
      return List.of();
    }
    if (around.devices().isEmpty()) {
      return Mistakes.unknown(
          name(), at, "which GID is RoCE v2 is not known without a node, and differs among nodes");
    }
    int index = Integer.parseInt(value);
    UcxDevices used = used(worker);
    List<NodePort> ports =
        around.devices().get().stream()
            .filter(port -> port.platform() == Platform.ROCE && port.active() && used.allows(port))
            .toList();
    List<NodePort> wrong =
        ports.stream()
            .filter(port -> !port.roceV2Gids().isEmpty())
            .filter(port -> !port.roceV2Gids().getOrDefault(index, false))
            .toList();
    if (!wrong.isEmpty()) {
      return mistake(index, at, wrong);
    }
    return ports.stream().anyMatch(port -> port.roceV2Gids().isEmpty())
        ? Mistakes.unknown(name(), at, "the GIDs of the node's ports are not known")
        : List.of();
  }

  private static UcxDevices used(WorkerSpec worker) {
    return worker.containers().stream()
        .findFirst()
        .map(container -> Setting.of(container, "UCX_NET_DEVICES"))
        .filter(setting -> setting instanceof Setting.Known)
        .map(setting -> UcxDevices.parse(((Setting.Known) setting).value()))
        .orElse(UcxDevices.parse("all"));
  }

  private List<Judgement> mistake(int index, FieldPath at, List<NodePort> wrong) {
    List<String> evidence = new ArrayList<>(List.of(VARIABLE + "=" + index));
    wrong.forEach(port -> evidence.add(text(port, index)));
    return Mistakes.one(
        name(),
        Severity.WARNING,
        at,
        "GID %d is not RoCE v2 on ports of this node.".formatted(index),
        evidence,
        "Unset UCX_IB_GID_INDEX: UCX prefers RoCE v2 by itself");
  }

  private static String text(NodePort port, int index) {
    String found =
        port.roceV2Gids().entrySet().stream()
            .filter(entry -> entry.getValue())
            .map(entry -> Integer.toString(entry.getKey()))
            .sorted()
            .collect(Collectors.joining(", "));
    return "%s:%d: GID %d is %s; RoCE v2: %s"
        .formatted(
            port.device(),
            port.port(),
            index,
            port.roceV2Gids().containsKey(index) ? "of another type" : "not there",
            found.isEmpty() ? "none" : found);
  }
}
