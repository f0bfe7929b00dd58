package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.host.KernelModule;
import io.kvlane.core.host.Version;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The driver of EFA is older than KV transfers need. The kernel's own says no version. */
final class EfaDriverOld implements Rule {

  private static final int OLDEST_MAJOR = 3;

  @Override
  public String name() {
    return "efa-driver-old";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    Optional<Version> old =
        snapshot
            .inspection()
            .host(now)
            .flatMap(host -> host.module("efa"))
            .flatMap(KernelModule::version)
            .flatMap(Version::parse)
            .filter(version -> !version.isAtLeast(OLDEST_MAJOR));
    return Efa.isPresent(snapshot, now) ? old.stream().map(this::finding).toList() : List.of();
  }

  private Finding finding(Version version) {
    return new Finding(
        name(),
        Severity.WARNING,
        SharedCause.NODE,
        "The EFA driver is %s, older than 3.0.0.".formatted(version.text()),
        List.of("/sys/module/efa/version: " + version.text()),
        "Install EFA installer 1.47.0 or later on the node (efa_installer.sh -y), or use a newer node"
            + " image, and follow "
            + Finding.runbookOf(name()));
  }
}
