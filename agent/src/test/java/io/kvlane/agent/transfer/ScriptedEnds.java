package io.kvlane.agent.transfer;

import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ServingEnd;
import io.kvlane.probes.protocol.ProbeMessage.Problem;

/** Another node, played by this one. */
final class ScriptedEnds implements ServingEnds {

  private final ServingEnds node;
  private int busyFor;
  private boolean turnedOff;
  private boolean unreachable;
  private boolean answers = true;
  private int asked;

  ScriptedEnds(ServingEnds node) {
    this.node = node;
  }

  ScriptedEnds busy(int times) {
    busyFor = times;
    return this;
  }

  ScriptedEnds turnedOff() {
    turnedOff = true;
    return this;
  }

  ScriptedEnds unreachable() {
    unreachable = true;
    return this;
  }

  ScriptedEnds silent() {
    answers = false;
    return this;
  }

  int asked() {
    return asked;
  }

  @Override
  public boolean backsOff(TransferKey key) {
    return false;
  }

  @Override
  public ServingEnd open(Wanted wanted)
      throws PeerBusyException, ProbeEndedException, ProbeRefusedException, InterruptedException {
    asked++;
    if (asked <= busyFor) {
      throw new PeerBusyException(SkipReason.BUSY, "it is in a transfer of its own");
    }
    if (turnedOff) {
      throw new PeerBusyException(SkipReason.PEER_TURNED_OFF, "its transfers are turned off");
    }
    if (unreachable) {
      throw new ProbeRefusedException(
          new Problem(Problem.Kind.UNREACHABLE, "no answer within 2000 ms", null));
    }
    return node.open(wanted);
  }

  @Override
  public boolean answers(TransferKey key) {
    return answers;
  }

  @Override
  public void succeeded(TransferKey key) {
    node.succeeded(key);
  }
}
