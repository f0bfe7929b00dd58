package io.kvlane.agent.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.workload.AssignedDevices;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.Role;
import io.kvlane.core.workload.ServingEngine;
import io.kvlane.core.workload.WorkerInventory;
import io.kvlane.core.workload.WorkerPod;
import io.kvlane.core.workload.WorkerSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The worker pods of the node as the API shows them. */
public final class WorkerViews {

  private WorkerViews() {}

  /**
   * The worker pods.
   *
   * @param at when they were last known to be so
   * @param reason why nothing newer is known, or nothing at all
   * @param devices what the kubelet said of devices, absent before it was asked
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record WorkersView(
      String outcome,
      Instant at,
      Optional<String> reason,
      Optional<String> fix,
      Optional<AssignmentsView> devices,
      List<PodView> pods) {}

  /** What the kubelet said of devices. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record AssignmentsView(
      String outcome, Instant at, Optional<String> reason, Optional<String> fix) {}

  /** A worker pod. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record PodView(
      String namespace,
      String name,
      Optional<String> role,
      Optional<String> deployment,
      Optional<String> engine,
      Optional<Integer> tensorParallel,
      String phase,
      boolean terminating,
      List<ContainerView> containers) {}

  /**
   * A container.
   *
   * @param devices ids of the devices that it really has, by resource; absent where the kubelet
   *     does not say
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ContainerView(
      String name,
      Optional<String> image,
      Map<String, String> limits,
      Optional<Map<String, List<String>>> devices) {}

  /** The worker pods, empty before anybody was asked. */
  static Optional<WorkersView> of(WorkerInventory workers) {
    return workers
        .watch()
        .map(look ->
            new WorkersView(
                look.result().outcome(),
                look.at(),
                look.result().problem(),
                fix(look),
                workers.assignments().map(WorkerViews::assignments),
                workers.pods().stream().map(WorkerViews::pod).toList()));
  }

  private static Optional<String> fix(Look<?> look) {
    return look.result() instanceof ProbeResult.NotPresent<?> absent
        ? Optional.of(absent.fix())
        : Optional.empty();
  }

  private static AssignmentsView assignments(Look<Integer> look) {
    return new AssignmentsView(
        look.result().outcome(), look.at(), look.result().problem(), fix(look));
  }

  private static PodView pod(WorkerPod pod) {
    WorkerSpec spec = pod.spec();
    return new PodView(
        spec.object().namespace().orElse(""),
        spec.object().name(),
        spec.role().map(Role::label),
        spec.deployment(),
        spec.engine().map(ServingEngine::title),
        boxed(spec.tensorParallel()),
        pod.phase(),
        pod.terminating(),
        spec.containers().stream().map(container -> container(container, pod)).toList());
  }

  private static Optional<Integer> boxed(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }

  private static ContainerView container(ContainerSpec container, WorkerPod pod) {
    Map<String, String> limits = new TreeMap<>();
    container.limits().forEach((resource, amount) -> limits.put(resource, amount.text()));
    return new ContainerView(
        container.name(),
        container.image(),
        limits,
        pod.devices().map(assigned -> devices(container.name(), assigned)));
  }

  private static Map<String, List<String>> devices(
      String container, List<AssignedDevices> assigned) {
    Map<String, List<String>> devices = new TreeMap<>();
    assigned.stream()
        .filter(one -> one.container().equals(container))
        .forEach(one ->
            one.devices()
                .forEach((resource, ids) ->
                    devices.computeIfAbsent(resource, _ -> new ArrayList<>()).addAll(ids)));
    return devices;
  }
}
