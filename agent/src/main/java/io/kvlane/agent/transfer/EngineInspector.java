package io.kvlane.agent.transfer;

import io.kvlane.core.snapshot.EngineReport;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.transfer.Engine;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ProbeSlot;
import io.kvlane.probes.protocol.ProbeCommand.EngineInspection;
import io.kvlane.probes.protocol.ProbeCommand.Inspect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Asks a probe process which engines this node has. One thread. */
final class EngineInspector {

  private static final List<Engine> LOOKED_FOR = List.of(Engine.UCX, Engine.TCP);

  private final ProbeSlot slot;
  private final Duration deadline;
  private final Clock clock;

  EngineInspector(ProbeSlot slot, Duration deadline, Clock clock) {
    this.slot = slot;
    this.deadline = deadline;
    this.clock = clock;
  }

  /** The engines now: every engine that is looked for has an entry, whatever happens. */
  List<EngineReport> inspect() throws InterruptedException {
    Instant at = clock.instant();
    try {
      return slot.acquire().call(new Inspect(), deadline).engines().stream()
          .map(inspection -> report(inspection, at))
          .toList();
    } catch (ProbeRefusedException e) {
      return all(new ProbeResult.Failed<>(String.valueOf(e.getMessage())), at);
    } catch (ProbeEndedException e) {
      String reason = String.valueOf(e.getMessage());
      return all(
          switch (e.end().reason()) {
            case HUNG -> new ProbeResult.TimedOut<>(reason);
            case CRASHED, PROTOCOL -> new ProbeResult.Failed<>(reason);
          },
          at);
    }
  }

  private List<EngineReport> all(ProbeResult<String> result, Instant at) {
    Duration took = Duration.between(at, clock.instant());
    return LOOKED_FOR.stream().map(engine -> new EngineReport(engine, result, at, took)).toList();
  }

  private static EngineReport report(EngineInspection inspection, Instant at) {
    ProbeResult<String> result =
        inspection.version() != null
            ? new ProbeResult.Observed<>(inspection.version())
            : new ProbeResult.NotPresent<>(
                Objects.requireNonNullElse(inspection.reason(), "not present"),
                Objects.requireNonNullElse(inspection.fix(), ""));
    return new EngineReport(
        inspection.engine(), result, at, Duration.ofNanos(inspection.tookNanos()));
  }
}
