package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.host.Version;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A node with EFA and GPUs has no GDRCopy, which libfabric's small transfers need there. */
final class GdrcopyMissing implements Rule {

  @Override
  public String name() {
    return "gdrcopy-missing";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    if (!Efa.isPresent(snapshot, now) || NodeGpu.of(snapshot.inspection(), now).isEmpty()) {
      return List.of();
    }
    return snapshot.inspection().host(now).stream()
        .filter(host -> module(host) == Support.NO || file(host) == Support.NO)
        .map(this::finding)
        .toList();
  }

  private static Support module(HostFacts host) {
    return host.hasModule(HostFacts.GDRCOPY_MODULE);
  }

  private static Support file(HostFacts host) {
    return host.hasDeviceFile(HostFacts.GDRCOPY_FILE);
  }

  private Finding finding(HostFacts host) {
    return new Finding(
        name(),
        Severity.WARNING,
        SharedCause.NODE,
        "The node has EFA and GPUs, but no GDRCopy.",
        Stream.concat(
                Stream.of(
                    "module gdrdrv loaded: " + module(host).label(),
                    "file /dev/gdrdrv there: " + file(host).label()),
                host
                    .kernel()
                    .filter(GdrcopyKernel::needsNewGdrcopy)
                    .map(Version::text)
                    .map(kernel -> "kernel %s takes GDRCopy 2.5.2 or later".formatted(kernel))
                    .stream())
            .toList(),
        "Install GDRCopy's driver on the node (apt install gdrdrv-dkms && modprobe gdrdrv), let the"
            + " pods have /dev/gdrdrv, and follow "
            + Finding.runbookOf(name()));
  }
}
