package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.host.KernelModule;
import io.kvlane.core.host.Version;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** GDRCopy's module is a version that does not build on the kernel that runs. */
final class GdrcopyKernel implements Rule {

  @Override
  public String name() {
    return "gdrcopy-kernel";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return snapshot.inspection().host(now).stream()
        .flatMap(host -> finding(host).stream())
        .toList();
  }

  /** From 6.15 on GDRCopy 2.5.1 and earlier do not build. */
  static boolean needsNewGdrcopy(Version kernel) {
    return kernel.isAtLeast(6, 15);
  }

  private Optional<Finding> finding(HostFacts host) {
    Optional<Version> kernel = host.kernel().filter(GdrcopyKernel::needsNewGdrcopy);
    Optional<Version> gdrcopy =
        host.module(HostFacts.GDRCOPY_MODULE)
            .flatMap(KernelModule::version)
            .flatMap(Version::parse)
            .filter(version -> !version.isAtLeast(2, 5, 2));
    return kernel.isEmpty() || gdrcopy.isEmpty()
        ? Optional.empty()
        : Optional.of(finding(kernel.get().text(), gdrcopy.get().text()));
  }

  private Finding finding(String kernel, String gdrcopy) {
    return new Finding(
        name(),
        Severity.WARNING,
        SharedCause.NODE,
        "GDRCopy %s does not build on kernel %s.".formatted(gdrcopy, kernel),
        List.of("module gdrdrv %s, kernel %s".formatted(gdrcopy, kernel), "2.5.2 or later builds"),
        "Install GDRCopy 2.5.2 or later on the node (apt install gdrdrv-dkms && modprobe gdrdrv), and"
            + " follow "
            + Finding.runbookOf(name()));
  }
}
