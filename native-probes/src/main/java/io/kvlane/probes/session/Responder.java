package io.kvlane.probes.session;

import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.ResponderSession;
import io.kvlane.probes.engine.TransferEngine;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import org.jspecify.annotations.Nullable;

/** The serving end. Receives what is written. */
final class Responder extends TransferSession {

  private final ResponderSession session;

  private Responder(SessionSpec spec, SessionMemory memory, ResponderSession session) {
    super(spec, memory, spec.operation() == Operation.WRITE);
    this.session = session;
  }

  static Responder open(TransferEngine engine, SessionMemories memories, SessionSpec spec)
      throws TransferException, NotPresentException {
    return memories.open(
        spec,
        region -> engine.serve(region, spec.settings()),
        (memory, session) -> new Responder(spec, memory, session));
  }

  ConnectionData connection() {
    return session.connection();
  }

  /** The initiator does not say when it begins, so what is sent is ready from here on. */
  @Override
  void arm(long seed) throws TransferException {
    super.arm(seed);
    if (!receives()) {
      memory().beforeSending();
    }
  }

  @Override
  Settled settle(int descriptors, int descriptorBytes) throws TransferException {
    if (receives()) {
      memory().afterReceiving();
    }
    return super.settle(descriptors, descriptorBytes);
  }

  @Override
  boolean progress() throws TransferException {
    return session.progress();
  }

  @Override
  @Nullable Double pcieBytesPerSecond() {
    return null;
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
