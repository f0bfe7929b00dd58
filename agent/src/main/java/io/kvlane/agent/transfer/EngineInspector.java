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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Asks a probe process which engines this node has, one after the other: a library that ends the
 * process which loads it must not take the other engines' answers with it. One thread.
 */
final class EngineInspector {

  /** TCP first: it calls nothing native, so a process that has answered for it is well. */
  private static final List<Engine> IN_ORDER = List.of(Engine.TCP, Engine.UCX);

  private final ProbeSlot slot;
  private final Duration deadline;
  private final Clock clock;
  private final Map<Engine, EngineReport> reports = new EnumMap<>(Engine.class);
  private final Set<Engine> fatal = EnumSet.noneOf(Engine.class);

  EngineInspector(ProbeSlot slot, Duration deadline, Clock clock) {
    this.slot = slot;
    this.deadline = deadline;
    this.clock = clock;
  }

  /**
   * The engines now: every engine that is looked for has an entry, whatever happens. While a
   * process that keeps ending waits to be started again, the last entries stand.
   */
  List<EngineReport> inspect() throws InterruptedException {
    boolean well = false;
    for (Engine engine : IN_ORDER) {
      if (slot.waiting().isZero() || !reports.containsKey(engine)) {
        well = look(engine, well);
      }
    }
    return List.copyOf(reports.values());
  }

  /** Whether the last look at an engine ended a process that was well. */
  boolean endsProcess(Engine engine) {
    return fatal.contains(engine);
  }

  private boolean look(Engine engine, boolean wasWell) throws InterruptedException {
    Instant at = clock.instant();
    fatal.remove(engine);
    try {
      EngineInspection seen = slot.acquire().call(new Inspect(engine), deadline);
      reports.put(
          engine, new EngineReport(engine, result(seen), at, Duration.ofNanos(seen.tookNanos())));
      return true;
    } catch (ProbeRefusedException e) {
      unseen(engine, new ProbeResult.Failed<>(String.valueOf(e.getMessage())), at);
      return true;
    } catch (ProbeEndedException e) {
      String reason = String.valueOf(e.getMessage());
      unseen(
          engine,
          switch (e.end().reason()) {
            case HUNG -> new ProbeResult.TimedOut<>(reason);
            case CRASHED, PROTOCOL -> new ProbeResult.Failed<>(reason);
          },
          at);
      if (wasWell) {
        fatal.add(engine);
      }
      return false;
    }
  }

  private void unseen(Engine engine, ProbeResult<String> result, Instant at) {
    reports.put(
        engine, new EngineReport(engine, result, at, Duration.between(at, clock.instant())));
  }

  private static ProbeResult<String> result(EngineInspection seen) {
    return seen.version() != null
        ? new ProbeResult.Observed<>(seen.version())
        : new ProbeResult.NotPresent<>(
            Objects.requireNonNullElse(seen.reason(), "not present"),
            Objects.requireNonNullElse(seen.fix(), ""));
  }
}
