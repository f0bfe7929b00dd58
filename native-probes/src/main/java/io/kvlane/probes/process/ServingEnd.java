package io.kvlane.probes.process;

import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeCommand.Settle;
import io.kvlane.probes.protocol.ProbeCommand.Settled;

/**
 * The end of a transfer that serves: a probe process of this node, or of another one. Serves one
 * session and is closed. Every step ends within a deadline of its own or throws. One thread.
 */
public interface ServingEnd extends AutoCloseable {

  /** Opens the session and says how to reach it. */
  ConnectionData serve(SessionSpec spec)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException;

  /** Prepares the buffer with a seed. */
  void arm(long payloadSeed)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException;

  /**
   * Takes stock. An end that died meanwhile cannot answer.
   *
   * @param transferNanos time that the transfer took, for the figures of the node that served it
   */
  Settled settle(Settle settle, long transferNanos)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException;

  /** Ends the session, if there is one; never throws. */
  @Override
  void close();
}
