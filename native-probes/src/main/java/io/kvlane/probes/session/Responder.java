package io.kvlane.probes.session;

import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.ResponderSession;
import io.kvlane.probes.engine.TransferEngine;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.HostRegion;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;

/** The serving end. Receives what is written. */
final class Responder extends TransferSession {

  private final ResponderSession session;

  private Responder(SessionSpec spec, HostRegion region, ResponderSession session) {
    super(spec, region, spec.operation() == Operation.WRITE);
    this.session = session;
  }

  static Responder open(TransferEngine engine, SessionSpec spec)
      throws TransferException, NotPresentException {
    HostRegion region = new HostRegion(spec.shape().totalBytes());
    try {
      region.poison();
      return new Responder(spec, region, engine.serve(region, spec.settings()));
    } catch (TransferException | NotPresentException | RuntimeException failure) {
      region.close();
      throw failure;
    }
  }

  ConnectionData connection() {
    return session.connection();
  }

  @Override
  boolean progress() throws TransferException {
    return session.progress();
  }

  @Override
  boolean isInitiator() {
    return false;
  }

  @Override
  void closeEngine() {
    session.close();
  }
}
