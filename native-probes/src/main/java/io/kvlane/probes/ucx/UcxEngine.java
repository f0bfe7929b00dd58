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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Transfers over UCX, loaded at first use and then for the life of the process. One thread. */
public final class UcxEngine implements TransferEngine {

  private final Optional<Path> directory;
  private @Nullable UcxLibrary library;

  /**
   * The engine over a UCX installation.
   *
   * @param directory where libucp and libucs are, empty for the system's search path
   */
  public UcxEngine(Optional<Path> directory) {
    this.directory = directory;
  }

  @Override
  public Engine engine() {
    return Engine.UCX;
  }

  @Override
  public String version() throws NotPresentException {
    return library().version().toString();
  }

  @Override
  public ResponderSession serve(Region region, EngineSettings settings)
      throws TransferException, NotPresentException {
    return new UcxResponder(library(), region, settings);
  }

  /** Connects; UCX does so in the background, and its first operation waits for it. */
  @Override
  public InitiatorSession connect(
      Region region, EngineSettings settings, ConnectionData to, Duration timeout)
      throws TransferException, NotPresentException {
    ConnectionData.Ucx ucx = to.ucx();
    if (ucx == null) {
      throw new IllegalArgumentException("connection data without UCX's address");
    }
    return new UcxInitiator(library(), region, settings, ucx);
  }

  private UcxLibrary library() throws NotPresentException {
    UcxLibrary loaded = library;
    if (loaded == null) {
      loaded = UcxLibrary.load(directory);
      library = loaded;
    }
    return loaded;
  }
}
