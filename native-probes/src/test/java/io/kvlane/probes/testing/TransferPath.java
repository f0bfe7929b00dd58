package io.kvlane.probes.testing;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.protocol.EngineSettings;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import org.jspecify.annotations.Nullable;

/** Engines and transports that every machine can run, given UCX. */
public enum TransferPath {
  TCP(Engine.TCP, null),
  UCX_TCP(Engine.UCX, "tcp"),
  UCX_POSIX(Engine.UCX, "posix"),
  UCX_BETWEEN_NODES(Engine.UCX, "^sm,self,cuda_ipc"),
  UCX_ALL(Engine.UCX, "all");

  private static final long LAYOUT_SEED = 7;

  private final Engine engine;
  private final @Nullable String transports;

  TransferPath(Engine engine, @Nullable String transports) {
    this.engine = engine;
    this.transports = transports;
  }

  /** A session over this path. */
  public SessionSpec spec(Operation operation, TransferShape shape) {
    return new SessionSpec(
        engine, operation, shape, LAYOUT_SEED, EngineSettings.ucx(transports, null));
  }

  /** Skips the test on a machine without the engine. */
  public void assumePresent() throws Exception {
    if (engine == Engine.UCX) {
      Probes.assumeUcx();
    }
  }
}
