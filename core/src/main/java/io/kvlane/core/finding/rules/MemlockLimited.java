package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.LockedMemory;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.VerbsView;
import java.time.Instant;
import java.util.List;

/** The probe process may not lock the memory that RDMA needs registered. */
final class MemlockLimited implements Rule {

  @Override
  public String name() {
    return "memlock-limited";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    if (snapshot.rdma().devices(now).map(List::isEmpty).orElse(true)) {
      return List.of();
    }
    return snapshot.rdma().verbs().stream()
        .filter(view -> snapshot.isFresh(view.devices().at(), now))
        .map(VerbsView::lockedMemory)
        .flatMap(limits -> limits.stream())
        .filter(limits -> !limits.suffices())
        .map(this::finding)
        .toList();
  }

  private Finding finding(LockedMemory limits) {
    return new Finding(
        name(),
        Severity.WARNING,
        "probe process",
        "kvlane's probe process may lock %d KiB of memory only, so RDMA registration fails."
            .formatted(limits.limitBytes() >> 10),
        List.of(
            "RLIMIT_MEMLOCK %d bytes, CAP_IPC_LOCK not effective".formatted(limits.limitBytes()),
            "%d bytes are needed".formatted(LockedMemory.ENOUGH_BYTES)),
        "Add to the container `securityContext: {runAsUser: 0, capabilities: {add: [IPC_LOCK]}}`, to"
            + " the worker pods' as well, and follow "
            + Finding.runbookOf(name()));
  }
}
