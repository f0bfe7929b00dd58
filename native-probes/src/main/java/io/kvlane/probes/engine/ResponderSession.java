package io.kvlane.probes.engine;

import io.kvlane.probes.protocol.ConnectionData;

/** The serving end of a transfer. */
public interface ResponderSession extends AutoCloseable {

  /** What the initiator needs. */
  ConnectionData connection();

  /**
   * Lets the engine work for the initiator: call it again and again while the session lasts.
   *
   * @return whether there was anything to do
   * @throws TransferException when the engine failed
   */
  boolean progress() throws TransferException;

  /** Ends the session and gives everything back. */
  @Override
  void close();
}
