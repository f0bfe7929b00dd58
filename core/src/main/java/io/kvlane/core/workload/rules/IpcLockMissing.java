package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;

/**
 * A worker may not lock memory without a limit (capabilities(7), CAP_IPC_LOCK), which RDMA needs to
 * register KV caches, unless the runtime's own limit is high enough.
 */
final class IpcLockMissing implements WorkerRule {

  @Override
  public String name() {
    return "worker-ipc-lock-missing";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    return Fabric.serving(worker, around)
        .filter(container -> !mayLock(container))
        .map(this::mistake)
        .orElse(List.of());
  }

  private static boolean mayLock(ContainerSpec container) {
    return container.privileged()
        || container.capabilities().contains("IPC_LOCK")
        || container.capabilities().contains("ALL");
  }

  private List<Judgement> mistake(ContainerSpec container) {
    List<String> added = container.capabilities();
    return Mistakes.one(
        name(),
        Severity.WARNING,
        container.at().then("securityContext").then("capabilities").then("add"),
        "The worker may not lock the memory that RDMA needs.",
        List.of(
            "capabilities added to container %s: %s"
                .formatted(container.name(), added.isEmpty() ? "none" : String.join(", ", added))),
        "Add the capability: securityContext: {capabilities: {add: [\"IPC_LOCK\"]}}");
  }
}
