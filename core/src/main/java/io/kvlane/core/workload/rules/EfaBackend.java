package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.ServingEngine;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;

/**
 * A worker on EFA lets NIXL use UCX, where libfabric is what reaches GPU memory (NIXL warns: {@code
 * Amazon EFA(s) were detected, but the UCX backend was configured}).
 */
final class EfaBackend implements WorkerRule {

  @Override
  public String name() {
    return "worker-efa-backend";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    return Fabric.serving(worker, around)
        .filter(_ -> Fabric.platform(worker, around).filter(Platform.EFA::equals).isPresent())
        .map(container -> judge(worker, container))
        .orElse(List.of());
  }

  private List<Judgement> judge(WorkerSpec worker, ContainerSpec container) {
    NixlBackend backend = NixlBackend.of(worker, container);
    return switch (backend.choice()) {
      case LIBFABRIC, NOT_NIXL -> List.of();
      case UNKNOWN -> Mistakes.unknown(name(), backend.at(), backend.why());
      case UCX ->
          Mistakes.one(
              name(),
              Severity.CRITICAL,
              backend.at(),
              "On EFA, the worker uses NIXL's UCX backend.",
              List.of(backend.why()),
              worker.engine().map(EfaBackend::fix).orElse(""));
    };
  }

  private static String fix(ServingEngine engine) {
    return switch (engine) {
      case VLLM ->
          "Add \"kv_connector_extra_config\": {\"backends\": [\"LIBFABRIC\"]} to"
              + " --kv-transfer-config (Dynamo's KVBM: %s=true)".formatted(NixlBackend.KVBM);
      case SGLANG -> "Set %s=LIBFABRIC".formatted(NixlBackend.SGLANG);
      case TRTLLM -> "Set %s=LIBFABRIC".formatted(NixlBackend.TRTLLM);
    };
  }
}
