package io.kvlane.probes.engine;

import io.kvlane.core.path.Lane;
import java.util.List;

/** The posting end of a transfer. */
public interface InitiatorSession extends AutoCloseable {

  /**
   * Moves descriptors and waits until they have arrived.
   *
   * @throws TransferException when they have not all arrived by the order's hard limit, or the
   *     engine failed
   */
  Moved move(MoveOrder order) throws TransferException;

  /** Lanes of the endpoint once it has moved something; empty for an engine without lanes. */
  List<Lane> lanes() throws TransferException;

  /** Ends the session and gives everything back. */
  @Override
  void close();
}
