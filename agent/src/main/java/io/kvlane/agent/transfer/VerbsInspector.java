package io.kvlane.agent.transfer;

import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.PortLink;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.VerbsView;
import io.kvlane.probes.host.InfinibandClassReader;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ProbeSlot;
import io.kvlane.probes.protocol.ProbeCommand.InspectRdma;
import io.kvlane.probes.protocol.ProbeCommand.InspectedRdma;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks a probe process which RDMA devices libibverbs gives it, and reads sysfs just before and just
 * after. One thread.
 *
 * <p>Opening devices costs them something, so it is done again only when links changed or half a
 * minute has passed; and when it ended the process, not for ten minutes, so that transfers which
 * need no RDMA go on.
 */
final class VerbsInspector {

  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final Duration AFTER_AN_END = Duration.ofMinutes(10);

  private final ProbeSlot slot;
  private final InfinibandClassReader sysfs;
  private final Duration deadline;
  private final Clock clock;
  private Map<PortId, PortLink> links = Map.of();
  private Instant notBefore = Instant.MIN;
  private boolean endedProcess;

  VerbsInspector(ProbeSlot slot, InfinibandClassReader sysfs, Duration deadline, Clock clock) {
    this.slot = slot;
    this.sysfs = sysfs;
    this.deadline = deadline;
    this.clock = clock;
  }

  /** What the process sees, empty when it is not yet time to look again. */
  Optional<VerbsView> inspect() throws InterruptedException {
    Instant now = clock.instant();
    Map<PortId, PortLink> linksNow = sysfs.links();
    boolean changed = !endedProcess && !linksNow.equals(links);
    if (!slot.waiting().isZero() || (now.isBefore(notBefore) && !changed)) {
      return Optional.empty();
    }
    links = linksNow;
    VerbsView view = look(now);
    notBefore = now.plus(endedProcess ? AFTER_AN_END : EVERY);
    return Optional.of(view);
  }

  private VerbsView look(Instant at) throws InterruptedException {
    List<RdmaDevice> before = sysfs.outline();
    endedProcess = false;
    try {
      InspectedRdma seen = slot.acquire().call(new InspectRdma(), deadline);
      return new VerbsView(
          new Look<>(result(seen), at, Duration.ofNanos(seen.tookNanos())),
          Optional.ofNullable(seen.lockedMemory()),
          before,
          sysfs.outline());
    } catch (ProbeRefusedException e) {
      return unseen(new ProbeResult.Failed<>(String.valueOf(e.getMessage())), at, before);
    } catch (ProbeEndedException e) {
      endedProcess = true;
      String reason = String.valueOf(e.getMessage());
      return unseen(
          switch (e.end().reason()) {
            case HUNG -> new ProbeResult.TimedOut<>(reason);
            case CRASHED, PROTOCOL -> new ProbeResult.Failed<>(reason);
          },
          at,
          before);
    }
  }

  private VerbsView unseen(
      ProbeResult<List<VerbsDevice>> result, Instant at, List<RdmaDevice> devices) {
    return new VerbsView(
        new Look<>(result, at, Duration.between(at, clock.instant())),
        Optional.empty(),
        devices,
        devices);
  }

  private static ProbeResult<List<VerbsDevice>> result(InspectedRdma seen) {
    if (seen.devices() != null) {
      return new ProbeResult.Observed<>(List.copyOf(seen.devices()));
    }
    String reason = Objects.requireNonNullElse(seen.reason(), "no reason given");
    return seen.fix() == null
        ? new ProbeResult.Failed<>(reason)
        : new ProbeResult.NotPresent<>(reason, seen.fix());
  }
}
