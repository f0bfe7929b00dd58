package io.kvlane.agent.transfer;

import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.process.LocalEnd;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeSlot;
import io.kvlane.probes.process.ServingEnd;
import java.time.Duration;

/** Serving ends in this node's own responder. */
final class LocalEnds implements ServingEnds {

  private final ProbeSlot responder;
  private final Duration deadline;

  LocalEnds(ProbeSlot responder, Duration deadline) {
    this.responder = responder;
    this.deadline = deadline;
  }

  @Override
  public boolean backsOff(TransferKey key) {
    return !responder.waiting().isZero();
  }

  @Override
  public ServingEnd open(Wanted wanted) throws ProbeEndedException, InterruptedException {
    return new LocalEnd(responder.acquire(), deadline);
  }

  @Override
  public boolean answers(TransferKey key) {
    return true;
  }

  @Override
  public void succeeded(TransferKey key) {
    responder.succeeded();
  }
}
