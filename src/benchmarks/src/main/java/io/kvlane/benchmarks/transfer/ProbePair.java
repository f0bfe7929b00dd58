package io.kvlane.benchmarks.transfer;

import io.kvlane.core.transfer.Engine;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeLaunch;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ProbeSession;
import io.kvlane.probes.process.ProbeSlot;
import io.kvlane.probes.protocol.ProbeCommand.EngineInspection;
import io.kvlane.probes.protocol.ProbeCommand.Inspect;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Two fresh probe processes, started as the agent starts them. */
final class ProbePair implements AutoCloseable {

  static final Duration DEADLINE = Duration.ofSeconds(20);

  private final ProbeSlot initiator;
  private final ProbeSlot responder;

  /**
   * Processes that start when they are needed.
   *
   * @param initiatorMain main class of the posting process
   * @param responderMain main class of the serving process
   */
  ProbePair(String initiatorMain, String responderMain) {
    this.initiator = slot("initiator", initiatorMain);
    this.responder = slot("responder", responderMain);
  }

  private static ProbeSlot slot(String role, String mainClass) {
    return new ProbeSlot(role, launch(mainClass), DEADLINE, Clock.systemUTC());
  }

  /** How the agent starts a probe process, with the class path of this benchmark. */
  static ProbeLaunch launch(String mainClass) {
    return new ProbeLaunch(
        Path.of(System.getProperty("java.home", ""), "bin", "java"),
        System.getProperty("java.class.path", ""),
        mainClass,
        Optional.empty(),
        Map.of());
  }

  ProbeSession open(SessionSpec spec)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    return ProbeSession.open(initiator.acquire(), responder.acquire(), spec, DEADLINE);
  }

  EngineInspection inspectUcx()
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    return initiator.acquire().call(new Inspect(Engine.UCX), DEADLINE);
  }

  @Override
  public void close() {
    initiator.close();
    responder.close();
  }
}
