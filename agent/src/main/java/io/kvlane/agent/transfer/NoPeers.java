package io.kvlane.agent.transfer;

import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.process.ServingEnd;

/** No other node to transfer with: of settings without peers, none is ever asked for. */
public final class NoPeers implements ServingEnds {

  @Override
  public boolean backsOff(TransferKey key) {
    throw unplanned(key);
  }

  @Override
  public ServingEnd open(Wanted wanted) {
    throw unplanned(wanted.key());
  }

  @Override
  public boolean answers(TransferKey key) {
    throw unplanned(key);
  }

  @Override
  public void succeeded(TransferKey key) {
    throw unplanned(key);
  }

  private static IllegalStateException unplanned(TransferKey key) {
    return new IllegalStateException("there are no peers, but one was planned: " + key.text());
  }
}
