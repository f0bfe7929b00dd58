package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.host.Version;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.transfer.Engine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * UCX has no GPUDirect over EFA on this kernel. Worth knowing, as workers may use libfabric
 * instead; a warning where GPUDirect is expected.
 */
final class EfaUcxGpudirect implements Rule {

  @Override
  public String name() {
    return "efa-ucx-gpudirect";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    Optional<Version> kernel =
        snapshot
            .inspection()
            .host(now)
            .flatMap(HostFacts::kernel)
            .filter(version -> version.isAtLeast(6, 8));
    boolean concerned =
        Efa.isPresent(snapshot, now)
            && usesUcx(snapshot)
            && !NodeGpu.of(snapshot.inspection(), now).isEmpty();
    return concerned
        ? kernel.stream().map(version -> finding(snapshot, version)).toList()
        : List.of();
  }

  private static boolean usesUcx(NodeSnapshot snapshot) {
    return snapshot.engines().stream()
        .anyMatch(report ->
            report.engine() == Engine.UCX && report.result() instanceof ProbeResult.Observed);
  }

  private Finding finding(NodeSnapshot snapshot, Version kernel) {
    boolean expected =
        snapshot
            .expectation()
            .map(Expectation::path)
            .filter(path -> path == ExpectedPath.GPUDIRECT_RDMA)
            .isPresent();
    return new Finding(
        name(),
        expected ? Severity.WARNING : Severity.INFO,
        Engine.UCX.label(),
        "Over EFA, UCX has no GPUDirect on kernel %s.".formatted(kernel.text()),
        List.of(
            "kernel %s is 6.8 or later".formatted(kernel.text()),
            "kvlane transfers over UCX on this node"),
        "Let workers use NIXL's LIBFABRIC backend (vLLM: kv_connector_extra_config {\"backends\":"
            + " [\"LIBFABRIC\"]}), and follow "
            + Finding.runbookOf(name()));
  }
}
