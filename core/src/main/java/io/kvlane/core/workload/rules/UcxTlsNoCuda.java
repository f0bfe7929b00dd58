package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;

/**
 * {@code UCX_TLS} leaves out both {@code cuda_copy} and {@code cuda_ipc}, so UCX takes GPU memory
 * for host memory.
 */
final class UcxTlsNoCuda implements WorkerRule {

  @Override
  public String name() {
    return "worker-ucx-tls-no-cuda";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    return Fabric.judgeUcx(name(), worker, around, "UCX_TLS", this::judge);
  }

  private List<Judgement> judge(String value, FieldPath at) {
    UcxTls transports = UcxTls.parse(value);
    return transports.knowsGpuMemory()
        ? List.of()
        : Mistakes.one(
            name(),
            Severity.WARNING,
            at,
            "UCX_TLS leaves UCX without support of GPU memory.",
            List.of("UCX_TLS=" + value),
            transports.isExplicit()
                ? "Add cuda_copy and cuda_ipc: UCX_TLS=%s,cuda_copy,cuda_ipc".formatted(value)
                : "Take cuda, cuda_copy and cuda_ipc out of what UCX_TLS excludes");
  }
}
