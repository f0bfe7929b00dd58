package io.kvlane.agent.samples;

import io.kvlane.agent.transfer.ServingEnds;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.process.ServingEnd;

/** No other nodes. */
public final class NoEnds implements ServingEnds {

  @Override
  public boolean backsOff(TransferKey key) {
    throw new AssertionError("no peer was planned: " + key);
  }

  @Override
  public ServingEnd open(Wanted wanted) {
    throw new AssertionError("no peer was planned: " + wanted);
  }

  @Override
  public boolean answers(TransferKey key) {
    throw new AssertionError("no peer was planned: " + key);
  }

  @Override
  public void succeeded(TransferKey key) {
    throw new AssertionError("no peer was planned: " + key);
  }
}
