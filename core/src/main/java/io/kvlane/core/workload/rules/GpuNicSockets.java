package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.AssignedDevices;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.DeviceSockets;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The kubelet gave a worker a GPU and no NIC of the same socket, so KV caches cross the link
 * between sockets. A NIC that pods share says nothing, as they get all of them.
 */
final class GpuNicSockets implements WorkerRule {

  @Override
  public String name() {
    return "worker-gpu-nic-sockets";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    return Fabric.serving(worker, around)
        .filter(container -> around.oneNode() && asksForBoth(container))
        .map(container -> judge(container, around))
        .orElse(List.of());
  }

  private static boolean asksForBoth(ContainerSpec container) {
    return container.limits().keySet().stream().anyMatch(GpuNicSockets::isGpu)
        && RdmaResources.of(container).keySet().stream().anyMatch(GpuNicSockets::isOwnNic);
  }

  private static boolean isGpu(String resource) {
    return resource.startsWith("nvidia.com/") && !RdmaResources.isRdma(resource);
  }

  private static boolean isOwnNic(String resource) {
    return RdmaResources.isRdma(resource) && !RdmaResources.isShared(resource);
  }

  private List<Judgement> judge(ContainerSpec container, Surroundings around) {
    FieldPath at = container.at().then("resources").then("limits");
    if (around.assigned().isEmpty()) {
      return Mistakes.unknown(name(), at, "the kubelet does not say which devices it gave");
    }
    DeviceSockets sockets = around.sockets().orElse(new DeviceSockets(Map.of(), Map.of()));
    List<AssignedDevices> given =
        around.assigned().get().stream()
            .filter(one -> one.container().equals(container.name()))
            .toList();
    Map<String, OptionalInt> gpus = placed(given, GpuNicSockets::isGpu, sockets::ofGpu);
    Map<String, OptionalInt> nics = placed(given, GpuNicSockets::isOwnNic, sockets::ofRdma);
    if (gpus.isEmpty() || nics.isEmpty()) {
      return List.of();
    }
    if (nics.values().stream().anyMatch(OptionalInt::isEmpty)
        || gpus.values().stream().anyMatch(OptionalInt::isEmpty)) {
      return Mistakes.unknown(name(), at, "where the worker's devices are is not known");
    }
    return mistake(gpus, nics, at);
  }

  private static Map<String, OptionalInt> placed(
      List<AssignedDevices> given,
      Predicate<String> wanted,
      Function<String, OptionalInt> socketOf) {
    Map<String, OptionalInt> placed = new LinkedHashMap<>();
    given.forEach(one ->
        one.devices()
            .forEach((resource, ids) -> {
              if (wanted.test(resource)) {
                List<Integer> told = one.sockets().getOrDefault(resource, List.of());
                OptionalInt common =
                    told.size() == 1 ? OptionalInt.of(told.getFirst()) : OptionalInt.empty();
                ids.forEach(id -> {
                  OptionalInt socket = socketOf.apply(id);
                  placed.put(id, socket.isPresent() ? socket : common);
                });
              }
            }));
    return placed;
  }

  private List<Judgement> mistake(
      Map<String, OptionalInt> gpus, Map<String, OptionalInt> nics, FieldPath at) {
    List<String> evidence = new ArrayList<>();
    gpus.entrySet().stream()
        .filter(gpu -> !nics.containsValue(gpu.getValue()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(gpu -> evidence.add(text(gpu)));
    if (evidence.isEmpty()) {
      return List.of();
    }
    nics.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(nic -> evidence.add(text(nic)));
    return Mistakes.one(
        name(),
        Severity.WARNING,
        at,
        "The kubelet gave the worker a GPU without a NIC on its socket.",
        evidence,
        "Let the kubelet align devices (topologyManagerPolicy: best-effort or stricter), and ask"
            + " for one RDMA device a GPU");
  }

  private static String text(Map.Entry<String, OptionalInt> device) {
    return "%s: socket %d".formatted(device.getKey(), device.getValue().orElse(-1));
  }
}
