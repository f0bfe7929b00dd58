package io.kvlane.probes.ucx;

import io.kvlane.core.transfer.Engine;
import io.kvlane.probes.engine.InitiatorSession;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.Region;
import io.kvlane.probes.engine.ResponderSession;
import io.kvlane.probes.engine.TransferEngine;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.EngineSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * Serves memory that UCX allocated, as {@code ucx_perftest} does. Over shared memory UCX then maps
 * the responder's segment into the initiator and a read is a plain copy. kvlane itself never
 * allocates through UCX, since inference engines register memory of their own; this is for the
 * comparison with the tool. Responder only.
 */
public final class AllocatedMemoryEngine implements TransferEngine {

  @Override
  public Engine engine() {
    return Engine.UCX;
  }

  @Override
  public String version() throws NotPresentException {
    return UcxLibrary.load(Optional.empty()).version().toString();
  }

  @Override
  public ResponderSession serve(Region region, EngineSettings settings)
      throws TransferException, NotPresentException {
    return new AllocatedMemoryResponder(UcxLibrary.load(Optional.empty()), region, settings);
  }

  @Override
  public InitiatorSession connect(
      Region region, EngineSettings settings, ConnectionData to, Duration timeout) {
    throw new UnsupportedOperationException("this engine only responds");
  }
}
