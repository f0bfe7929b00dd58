package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;
import java.util.Optional;

/**
 * {@code UCX_TLS} allows no transport that uses the node's RDMA devices: with {@code tcp} in it, KV
 * caches go over TCP without a word; without, they go nowhere but inside the node.
 */
final class UcxTlsNoRdma implements WorkerRule {

  @Override
  public String name() {
    return "worker-ucx-tls-no-rdma";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    Optional<Platform> platform = Fabric.platform(worker, around);
    return Fabric.judgeUcx(
        name(), worker, around, "UCX_TLS", (value, at) -> judge(value, at, platform));
  }

  private List<Judgement> judge(String value, FieldPath at, Optional<Platform> platform) {
    UcxTls transports = UcxTls.parse(value);
    if (transports.allowsRdma(platform)) {
      return List.of();
    }
    boolean tcp = transports.allows("tcp");
    return Mistakes.one(
        name(),
        tcp ? Severity.CRITICAL : Severity.WARNING,
        at,
        tcp
            ? "UCX_TLS leaves only TCP between nodes."
            : "UCX_TLS leaves no transport between nodes.",
        List.of("UCX_TLS=" + value),
        platform.filter(Platform.EFA::equals).isPresent()
            ? "Use the LIBFABRIC backend, or at least unset UCX_TLS, so that UCX may take srd"
            : "Unset UCX_TLS, or list RDMA: rc,dc,cuda_copy,cuda_ipc");
  }
}
