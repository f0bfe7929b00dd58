package io.kvlane.benchmarks.transfer;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeLaunch;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ProbeSession;
import io.kvlane.probes.protocol.ProbeCommand.Ran;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import java.time.Duration;

/**
 * kvlane reading one buffer again and again for a second.
 *
 * @param memory where the responder's buffer comes from
 * @param bytes size of the buffer
 */
record OneBuffer(Transport transport, BufferMemory memory, int bytes) implements Contender {

  private static final Duration RUN_FOR = Duration.ofSeconds(1);
  private static final long SEED = 7;

  @Override
  public double measure() throws MeasurementException, InterruptedException {
    SessionSpec spec =
        new SessionSpec(
            Engine.UCX,
            Operation.READ,
            TransferShape.contiguous(bytes),
            SEED,
            transport.settings());
    String responderMain =
        memory == BufferMemory.ALLOCATED_BY_UCX
            ? AllocatedMemoryProbe.class.getName()
            : ProbeLaunch.MAIN_CLASS;
    try (ProbePair pair = new ProbePair(OneBufferProbe.class.getName(), responderMain);
        ProbeSession session = pair.open(spec)) {
      session.arm(SEED);
      Ran ran = session.run(RUN_FOR);
      requireIntact(session, ran);
      return ran.descriptors() * (double) bytes / ran.transferNanos() * 1e9;
    } catch (ProbeEndedException | ProbeRefusedException e) {
      throw new MeasurementException("kvlane", e);
    }
  }

  /** All reads went to one buffer, so that one is verified. */
  private void requireIntact(ProbeSession session, Ran ran)
      throws MeasurementException,
          ProbeEndedException,
          ProbeRefusedException,
          InterruptedException {
    Ran once = new Ran(1, bytes, ran.postNanos(), ran.transferNanos(), true, ran.lanes());
    var settled = session.settle(once).initiator();
    if (!settled.verified() || settled.corruption() != null) {
      throw new MeasurementException("kvlane: the payload is corrupt: " + settled.corruption());
    }
  }
}
