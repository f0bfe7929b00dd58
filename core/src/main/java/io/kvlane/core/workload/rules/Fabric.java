package io.kvlane.core.workload.rules;

import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Whom the rules concern. */
final class Fabric {

  private Fabric() {}

  /**
   * The container that serves, of a worker that sends or receives KV caches and is not on a node
   * that has no RDMA at all, where its settings change nothing.
   */
  static Optional<ContainerSpec> serving(WorkerSpec worker, Surroundings around) {
    boolean withoutRdma = around.devices().filter(List::isEmpty).isPresent();
    return worker.role().isEmpty() || withoutRdma
        ? Optional.empty()
        : worker.containers().stream().findFirst();
  }

  /** The platform; that of Elastic Fabric Adapters where the worker asks for such. */
  static Optional<Platform> platform(WorkerSpec worker, Surroundings around) {
    return around
        .platform()
        .or(() ->
            worker.containers().stream()
                    .anyMatch(
                        container -> RdmaResources.of(container).containsKey(RdmaResources.EFA))
                ? Optional.of(Platform.EFA)
                : Optional.empty());
  }

  /** The container that serves, where UCX moves its KV caches as far as anybody can tell. */
  static Optional<ContainerSpec> servingOverUcx(WorkerSpec worker, Surroundings around) {
    return serving(worker, around)
        .filter(container ->
            switch (NixlBackend.of(worker, container).choice()) {
              case UCX, UNKNOWN -> true;
              case LIBFABRIC, NOT_NIXL -> false;
            });
  }

  /**
   * Judges a variable of UCX; nothing where UCX is not used, or the variable not set.
   *
   * @param judging of value and place
   */
  static List<Judgement> judgeUcx(
      String rule,
      WorkerSpec worker,
      Surroundings around,
      String variable,
      BiFunction<String, FieldPath, List<Judgement>> judging) {
    return servingOverUcx(worker, around)
        .map(container ->
            switch (Setting.of(container, variable)) {
              case Setting.Absent absent -> List.<Judgement>of();
              case Setting.Known(String value, FieldPath at) ->
                  value.isEmpty() ? List.<Judgement>of() : judging.apply(value, at);
              case Setting.Elsewhere(String why, FieldPath at) ->
                  List.<Judgement>of(new Judgement.Unknown(rule, at, why));
            })
        .orElse(List.of());
  }
}
