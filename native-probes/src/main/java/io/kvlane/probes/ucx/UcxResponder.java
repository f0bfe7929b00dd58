package io.kvlane.probes.ucx;

import io.kvlane.probes.engine.Region;
import io.kvlane.probes.engine.ResponderSession;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.EngineSettings;
import java.util.Base64;

/**
 * Serves a region over UCX. Over TCP and shared memory UCX emulates reads, so progress must be
 * called.
 */
final class UcxResponder implements ResponderSession {

  private final UcxWorker worker;
  private final UcxMemory memory;
  private final ConnectionData connection;

  UcxResponder(UcxLibrary library, Region region, EngineSettings settings)
      throws TransferException {
    this.worker = new UcxWorker(library, settings);
    this.memory = UcxMemory.with(library, worker, region);
    try {
      Base64.Encoder base64 = Base64.getEncoder();
      this.connection =
          new ConnectionData(
              new ConnectionData.Ucx(
                  base64.encodeToString(worker.address()),
                  base64.encodeToString(memory.packedKey()),
                  region.address()),
              null);
    } catch (UcxException failure) {
      close();
      throw failure;
    }
  }

  @Override
  public ConnectionData connection() {
    return connection;
  }

  @Override
  public boolean progress() {
    return worker.progress();
  }

  @Override
  public void close() {
    memory.close();
    worker.close();
  }
}
