package io.kvlane.agent.inspect;

import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ProbeSlot;
import io.kvlane.probes.protocol.ProbeCommand;
import io.kvlane.probes.protocol.ProbeCommand.InspectCuda;
import io.kvlane.probes.protocol.ProbeCommand.InspectGpus;
import io.kvlane.probes.protocol.ProbeCommand.InspectLibfabric;
import io.kvlane.probes.protocol.ProbeCommand.InspectUcx;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * A look that a probe process takes through a native library, any of which may hang or end it.
 *
 * @param <T> what it observes
 * @param name what people call it
 * @param command how to ask for it
 * @param noted takes note of it
 */
record NativeLook<T>(
    String name,
    ProbeCommand<T> command,
    BiFunction<NodeInspection, Look<T>, NodeInspection> noted) {

  /** All of them; the libraries that every node has come first. */
  static final List<NativeLook<?>> ALL =
      List.of(
          new NativeLook<>("libfabric", new InspectLibfabric(), NodeInspection::withLibfabric),
          new NativeLook<>("nvml", new InspectGpus(), NodeInspection::withGpus),
          new NativeLook<>("cuda", new InspectCuda(), NodeInspection::withCuda),
          new NativeLook<>("ucx-components", new InspectUcx(), NodeInspection::withUcx));

  /**
   * What came of a look.
   *
   * @param endedProcess whether the process did not survive it
   */
  record Outcome<T>(Look<T> look, boolean endedProcess) {}

  /** Takes the look; whatever it gives is an outcome. */
  Outcome<T> take(ProbeSlot slot, Duration deadline, Clock clock) throws InterruptedException {
    Instant at = clock.instant();
    long start = System.nanoTime();
    ProbeResult<T> result;
    boolean ended = false;
    try {
      result = new ProbeResult.Observed<>(slot.acquire().call(command, deadline));
      slot.succeeded();
    } catch (ProbeRefusedException e) {
      result = refused(e.problem());
    } catch (ProbeEndedException e) {
      ended = true;
      String reason = String.valueOf(e.getMessage());
      result =
          switch (e.end().reason()) {
            case HUNG -> new ProbeResult.TimedOut<>(reason);
            case CRASHED, PROTOCOL -> new ProbeResult.Failed<>(reason);
          };
    }
    return new Outcome<>(
        new Look<>(result, at, Duration.ofNanos(System.nanoTime() - start)), ended);
  }

  private static <T> ProbeResult<T> refused(Problem problem) {
    return problem.kind() == Problem.Kind.NOT_PRESENT
        ? new ProbeResult.NotPresent<>(
            problem.message(), Objects.requireNonNullElse(problem.fix(), ""))
        : new ProbeResult.Failed<>(problem.message());
  }
}
