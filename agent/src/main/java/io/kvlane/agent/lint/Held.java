package io.kvlane.agent.lint;

import io.kvlane.core.workload.WorkerSpec;
import java.util.List;
import java.util.Optional;

/**
 * A worker that waits for the others of its folder.
 *
 * @param lines of its object
 */
record Held(String file, WorkerSpec worker, Lines lines) {

  /** What it has in common with the workers that it exchanges KV caches with. */
  List<Optional<String>> deployment() {
    return List.of(worker.object().namespace(), worker.deployment());
  }
}
