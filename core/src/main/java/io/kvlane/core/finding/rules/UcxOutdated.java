package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.library.UcxComponents;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Engine;
import java.time.Instant;
import java.util.List;

/** UCX is older than NIXL wants for GPUs: it says that CUDA support is limited before 1.19. */
final class UcxOutdated implements Rule {

  @Override
  public String name() {
    return "ucx-outdated";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    if (NodeGpu.of(snapshot.inspection(), now).isEmpty()) {
      return List.of();
    }
    return snapshot.inspection().ucx(now).stream()
        .filter(ucx -> ucx.number().filter(version -> !version.isAtLeast(1, 19)).isPresent())
        .map(UcxComponents::version)
        .map(this::finding)
        .toList();
  }

  private Finding finding(String version) {
    return new Finding(
        name(),
        Severity.WARNING,
        Engine.UCX.label(),
        "UCX in kvlane's pod is %s; before 1.19 its support of CUDA is limited.".formatted(version),
        List.of("version of libucp: " + version, "the node has GPUs"),
        "Use images with UCX 1.19 or later, the workers' as well (ucx_info -v), and follow "
            + Finding.runbookOf(name()));
  }
}
