package io.kvlane.agent.peer;

import io.kvlane.core.peer.Refusal;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/**
 * What all connections to the control port share. Gate, rate and log belong to its event loop.
 *
 * @param steps carries out what is asked, in another thread
 */
record ControlContext(
    Vertx vertx,
    Patience patience,
    ConnectionGate<ControlConnection> gate,
    AskingRate rate,
    RefusalLog log,
    ControlCounters counters,
    Steps steps,
    Answering answering) {

  private static final Logger LOG = Logger.getLogger(ControlContext.class);

  static ControlContext of(Vertx vertx, Patience patience, AskingRate rate, Sessions sessions) {
    return new ControlContext(
        vertx,
        patience,
        new ConnectionGate<>(),
        rate,
        new RefusalLog(),
        new ControlCounters(),
        new Steps(),
        new Answering(sessions));
  }

  /** Counts a refusal, and logs it when a line is due. */
  void refused(Refusal reason, String address) {
    counters.refused(reason);
    log.refused(reason, address, System.nanoTime()).ifPresent(LOG::warn);
  }

  /** Takes note of how many connections there are now. */
  void countConnections() {
    counters.connections(gate.size());
  }
}
