package io.kvlane.probes.engine;

import io.kvlane.core.transfer.Engine;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.EngineSettings;
import java.time.Duration;

/** An engine as this process can use it. */
public interface TransferEngine {

  /** Which engine it is. */
  Engine engine();

  /**
   * The engine's version.
   *
   * @throws NotPresentException when it cannot be used on this machine
   */
  String version() throws NotPresentException;

  /**
   * Makes a region reachable for one initiator.
   *
   * @param region memory to read from or to write to; outlives the session
   * @throws GpuMemoryUnsupportedException when it is a GPU's, and the engine cannot move that
   */
  ResponderSession serve(Region region, EngineSettings settings)
      throws TransferException, NotPresentException;

  /**
   * Connects to a responder.
   *
   * @param region memory to write what is read to, or to read what is written from; outlives the
   *     session
   * @param to what the responder's {@link ResponderSession#connection} gave
   * @param timeout time to connect in
   * @throws GpuMemoryUnsupportedException when the region is a GPU's, and the engine cannot move
   *     that
   */
  InitiatorSession connect(
      Region region, EngineSettings settings, ConnectionData to, Duration timeout)
      throws TransferException, NotPresentException;
}
