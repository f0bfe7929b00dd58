package io.kvlane.agent.transfer;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ServingEnd;

/** Where the serving end of a run comes from. One thread. */
public interface ServingEnds {

  /**
   * What a serving end is asked for.
   *
   * @param shape the transfer, capped
   * @param layoutSeed seed of the scattered layout
   */
  record Wanted(TransferKey key, TransferShape shape, long layoutSeed) {}

  /** Whether there is none for the moment, since its process keeps ending. */
  boolean backsOff(TransferKey key);

  /**
   * Finds a serving end, which the caller closes.
   *
   * @throws PeerBusyException when the other node is in another transfer
   */
  ServingEnd open(Wanted wanted)
      throws PeerBusyException, ProbeEndedException, ProbeRefusedException, InterruptedException;

  /**
   * Whether the other end can be spoken to at all. Asked after a run that brought nothing: what
   * cannot be spoken to was unreachable, whatever the engine said.
   */
  boolean answers(TransferKey key) throws InterruptedException;

  /** Takes note of a run that came to its end. */
  void succeeded(TransferKey key);
}
