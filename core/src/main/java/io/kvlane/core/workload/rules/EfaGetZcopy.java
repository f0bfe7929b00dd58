package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.host.Version;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;
import java.util.Optional;

/** {@code get_zcopy} on EFA, where UCX has no GPUDirect from kernel 6.8 on. */
final class EfaGetZcopy implements WorkerRule {

  private static final String SCHEME = "UCX_RNDV_SCHEME";

  @Override
  public String name() {
    return "worker-efa-get-zcopy";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    return Fabric.platform(worker, around).filter(Platform.EFA::equals).isPresent()
        ? Fabric.judgeUcx(
            name(), worker, around, SCHEME, (value, at) -> judge(value, at, around.kernel()))
        : List.of();
  }

  private List<Judgement> judge(String value, FieldPath at, Optional<Version> kernel) {
    if (!value.equals("get_zcopy")) {
      return List.of();
    }
    if (kernel.isEmpty()) {
      return Mistakes.unknown(
          name(), at, "the node's kernel is not known; from 6.8 on, get_zcopy fails on EFA");
    }
    return kernel
        .filter(version -> version.isAtLeast(6, 8))
        .map(version ->
            Mistakes.one(
                name(),
                Severity.WARNING,
                at,
                "On EFA and kernel %s, get_zcopy reaches no GPU memory.".formatted(version.text()),
                List.of(
                    SCHEME + "=" + value, "kernel %s is 6.8 or later".formatted(version.text())),
                "Use the LIBFABRIC backend, or at least unset " + SCHEME))
        .orElse(List.of());
  }
}
