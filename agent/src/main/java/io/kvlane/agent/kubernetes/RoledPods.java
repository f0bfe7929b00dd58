package io.kvlane.agent.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.core.workload.WorkerSpec;
import java.util.Optional;

/**
 * Pods that have a role: by the operator's own selectors, else as the reader reads them, else by
 * the labels that are known.
 */
record RoledPods(PodReader reader, RoleLabels roles) implements PodReader {

  @Override
  public Optional<WorkerSpec> read(JsonNode pod) {
    return reader.read(pod).flatMap(this::roled);
  }

  private Optional<WorkerSpec> roled(WorkerSpec worker) {
    Optional<RoleLabels.Placed> placed = roles.configured(worker.labels());
    if (placed.isEmpty() && worker.role().isPresent()) {
      return Optional.of(worker);
    }
    return placed.or(() -> roles.read(worker.labels())).map(found -> with(worker, found));
  }

  private static WorkerSpec with(WorkerSpec worker, RoleLabels.Placed found) {
    return new WorkerSpec(
        worker.object(),
        Optional.of(found.role()),
        found.deployment().or(worker::deployment),
        worker.engine(),
        worker.tensorParallel(),
        worker.labels(),
        worker.annotations(),
        worker.containers(),
        worker.volumes(),
        worker.claims(),
        worker.antiAffinity(),
        worker.hostNetwork(),
        worker.at());
  }
}
