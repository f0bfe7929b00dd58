package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.ResourceAmount;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A worker asks for fewer RDMA devices than it has GPUs that share the model, so GPUs share a
 * device. Of a shared resource one is all. One of {@code rdma/*} may be all or one, as the plugin
 * is set up: worth knowing only.
 */
final class RdmaFewerThanTp implements WorkerRule {

  private static final String GPU = "nvidia.com/gpu";

  @Override
  public String name() {
    return "worker-rdma-fewer-than-tp";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    return Fabric.serving(worker, around)
        .filter(container -> !container.privileged())
        .map(container -> judge(worker, container))
        .orElse(List.of());
  }

  private List<Judgement> judge(WorkerSpec worker, ContainerSpec container) {
    Map<String, ResourceAmount> asked = RdmaResources.of(container);
    if (asked.isEmpty() || asked.keySet().stream().anyMatch(RdmaResources::isShared)) {
      return List.of();
    }
    FieldPath at = asked.values().iterator().next().at();
    Optional<ResourceAmount> unknown =
        asked.values().stream().filter(amount -> amount.units().isEmpty()).findFirst();
    if (unknown.isPresent()) {
      return Mistakes.unknown(
          name(),
          unknown.get().at(),
          "how many devices it asks for is not filled in: " + unknown.get().text());
    }
    long devices = asked.values().stream().mapToLong(amount -> amount.units().orElse(0)).sum();
    if (worker.tensorParallel().isEmpty()) {
      return gpus(container).orElse(1) > devices
          ? Mistakes.unknown(
              name(), at, "how many GPUs share the model is not in the specification")
          : List.of();
    }
    int gpus = worker.tensorParallel().getAsInt();
    return devices < gpus ? mistake(asked, devices, gpus, at) : List.of();
  }

  private static OptionalLong gpus(ContainerSpec container) {
    ResourceAmount gpus = container.limits().get(GPU);
    return gpus == null ? OptionalLong.empty() : gpus.units();
  }

  private List<Judgement> mistake(
      Map<String, ResourceAmount> asked, long devices, int gpus, FieldPath at) {
    String first = asked.keySet().iterator().next();
    boolean maybeAll = devices == 1 && RdmaResources.mayBeShared(first);
    return Mistakes.one(
        name(),
        maybeAll ? Severity.INFO : Severity.WARNING,
        at,
        "The worker asks for %d RDMA device%s for %d GPUs."
            .formatted(devices, devices == 1 ? "" : "s", gpus),
        List.of(
            asked.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().text())
                .collect(Collectors.joining(", ")),
            "tensor parallelism: " + gpus),
        maybeAll
            ? "Ask for %s: \"%d\", unless the device plugin is the shared one, of which one is all"
                .formatted(first, gpus)
            : "Ask for as many RDMA devices as GPUs: " + gpus);
  }
}
