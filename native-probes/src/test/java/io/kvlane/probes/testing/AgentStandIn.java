package io.kvlane.probes.testing;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeSession;
import io.kvlane.probes.process.ProbeSlot;
import java.util.concurrent.CountDownLatch;

/**
 * Does with probe processes what the agent does, in a JVM that can be killed: one that could not be
 * started, one that was closed, and two in the middle of a session, whose ids it prints.
 */
public final class AgentStandIn {

  private AgentStandIn() {}

  /**
   * Waits to be killed.
   *
   * @param args none
   */
  public static void main(String[] args) throws Exception {
    try (ProbeSlot stillborn = Probes.slot(ScriptedProbe.launch(ScriptedProbe.exit(1)))) {
      stillborn.acquire();
    } catch (ProbeEndedException expected) {
      System.err.println(expected.getMessage());
    }
    try (ProbeSlot closed = Probes.slot(Probes.real())) {
      closed.acquire();
    }
    ProbePair pair = new ProbePair(Probes.real());
    ProbeSession session =
        pair.open(TransferPath.TCP.spec(Operation.READ, TransferShape.contiguous(1 << 20)));
    session.arm(1);
    System.out.println(pair.initiator().acquire().pid() + " " + pair.responder().acquire().pid());
    new CountDownLatch(1).await();
  }
}
