package io.kvlane.probes.testing;

import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeLaunch;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ProbeSession;
import io.kvlane.probes.process.ProbeSession.Settlement;
import io.kvlane.probes.process.ProbeSlot;
import io.kvlane.probes.protocol.GpuStock;
import io.kvlane.probes.protocol.ProbeCommand.Ran;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import java.time.Duration;
import java.util.Objects;

/** The two probe processes of a node. */
public final class ProbePair implements AutoCloseable {

  private static final Duration POST_FOR = Duration.ofSeconds(10);

  private final ProbeSlot initiator;
  private final ProbeSlot responder;

  /** Two empty slots. */
  public ProbePair(ProbeLaunch launch) {
    this.initiator = Probes.slot("initiator", launch);
    this.responder = Probes.slot("responder", launch);
  }

  /** Who posts. */
  public ProbeSlot initiator() {
    return initiator;
  }

  /** Who serves. */
  public ProbeSlot responder() {
    return responder;
  }

  /** Opens a session, and starts the processes if need be. */
  public ProbeSession open(SessionSpec spec, Duration deadline)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    return ProbeSession.open(initiator.acquire(), responder.acquire(), spec, deadline);
  }

  /** Opens a session with more time than anything takes. */
  public ProbeSession open(SessionSpec spec)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    return open(spec, Probes.DEADLINE);
  }

  /** Makes a transfer in a session of its own. */
  public Outcome transfer(SessionSpec spec)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    try (ProbeSession session = open(spec)) {
      Outcome outcome = transfer(session, spec, POST_FOR, 1);
      initiator.succeeded();
      responder.succeeded();
      return outcome;
    }
  }

  /** Makes a run in an open session. */
  public static Outcome transfer(
      ProbeSession session, SessionSpec spec, Duration postFor, long seed)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    session.arm(seed);
    Ran ran = session.run(postFor);
    return new Outcome(spec.operation(), ran, session.settle(ran));
  }

  /** What came of a run. */
  public record Outcome(Operation operation, Ran ran, Settlement settlement) {

    /** The end that received. */
    public Settled receiver() {
      return operation == Operation.READ ? settlement.initiator() : settlement.responder();
    }

    /** The end that sent. */
    public Settled sender() {
      return operation == Operation.READ ? settlement.responder() : settlement.initiator();
    }

    /** What became of the GPU's memory at the end that received. */
    public GpuStock receiverGpu() {
      return Objects.requireNonNull(receiver().gpu());
    }

    /** What became of the GPU's memory at the end that sent. */
    public GpuStock senderGpu() {
      return Objects.requireNonNull(sender().gpu());
    }

    /** Whether all that was moved was compared, and right. */
    public boolean isVerified() {
      return receiver().verified() && receiver().corruption() == null;
    }

    /** Bytes that were moved. */
    public long bytes() {
      return (long) ran.descriptors() * ran.descriptorBytes();
    }
  }

  @Override
  public void close() {
    initiator.close();
    responder.close();
  }
}
