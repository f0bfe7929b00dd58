package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.VolumeSpec;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A worker asks for no RDMA device, so its KV caches go over TCP. Whatever may bring one without a
 * resource (a claim, a secondary network, the device files of the host) is not a mistake, but
 * nobody can tell from the specification.
 */
final class RdmaMissing implements WorkerRule {

  private static final Pattern CLAIM =
      Pattern.compile("(?<![a-z])(rdma|roce|nics?|efas?|infiniband|hcas?|mlx|mlnx|ib)(?![a-z])");
  private static final String MULTUS = "k8s.v1.cni.cncf.io/networks";
  private static final String GKE = "networking.gke.io/interfaces";
  private static final String DEVICES = "/dev/infiniband";

  @Override
  public String name() {
    return "worker-rdma-missing";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    if (worker.role().isPresent() && worker.containers().isEmpty()) {
      return Mistakes.unknown(name(), worker.at(), "no container is in the specification");
    }
    return Fabric.serving(worker, around)
        .filter(container -> !hasDevice(worker, container, around))
        .map(container ->
            maybe(worker, container)
                .map(why ->
                    Mistakes.unknown(name(), container.at().then("resources").then("limits"), why))
                .orElseGet(() -> mistake(worker, container, around)))
        .orElse(List.of());
  }

  private static boolean hasDevice(
      WorkerSpec worker, ContainerSpec container, Surroundings around) {
    return container.privileged()
        || !RdmaResources.of(container).isEmpty()
        || container.claims().stream()
            .anyMatch(claim -> CLAIM.matcher(claim.toLowerCase(Locale.ROOT)).find())
        || worker.annotations().getOrDefault(GKE, "").contains("rdma")
        || around.assigned().stream()
            .flatMap(List::stream)
            .filter(given -> given.container().equals(container.name()))
            .anyMatch(given -> given.devices().keySet().stream().anyMatch(RdmaResources::isRdma));
  }

  private static Optional<String> maybe(WorkerSpec worker, ContainerSpec container) {
    if (!container.claims().isEmpty()) {
      return Optional.of(
          "whether the claims are of an RDMA device is not in the specification: "
              + String.join(", ", container.claims()));
    }
    if (worker.annotations().containsKey(MULTUS)) {
      return Optional.of(
          "whether the networks bring an RDMA device is not in the specification: "
              + worker.annotations().get(MULTUS));
    }
    return worker.volumes().stream()
        .filter(volume -> container.mounts().containsValue(volume.name()))
        .map(VolumeSpec::hostPath)
        .flatMap(Optional::stream)
        .filter(path -> path.equals("/dev") || path.startsWith(DEVICES))
        .findFirst()
        .map(path ->
            "it mounts %s, which the runtime may refuse to open, as it is not privileged"
                .formatted(path));
  }

  private List<Judgement> mistake(WorkerSpec worker, ContainerSpec container, Surroundings around) {
    FieldPath at = container.at().then("resources").then("limits");
    String limits =
        container.limits().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(limit -> limit.getKey() + ": " + limit.getValue().text())
            .collect(Collectors.joining(", "));
    boolean efa = Fabric.platform(worker, around).filter(Platform.EFA::equals).isPresent();
    return Mistakes.one(
        name(),
        Severity.CRITICAL,
        at,
        "The worker asks for no RDMA device, so KV caches go over TCP.",
        List.of(
            "limits of container %s: %s"
                .formatted(container.name(), limits.isEmpty() ? "none" : limits)),
        efa
            ? "Ask for EFA devices (vpc.amazonaws.com/efa: \"4\") in limits and requests"
            : "Ask for one RDMA device a GPU in limits and requests, by the name that the device"
                + " plugin gives them (kubectl describe node NODE), such as rdma/ib");
  }
}
