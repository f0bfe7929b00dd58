package io.kvlane.agent.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.core.workload.WorkerSpec;
import java.util.Optional;

/** Reads what a pod asks for. Pure, and safe for every thread. */
@FunctionalInterface
public interface PodReader {

  /**
   * Reads a pod.
   *
   * @param pod as a manifest describes it, with labels and annotations
   * @return empty when it is no worker
   */
  Optional<WorkerSpec> read(JsonNode pod);
}
