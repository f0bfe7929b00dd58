package io.kvlane.benchmarks.transfer;

import io.kvlane.core.path.Lane;
import io.kvlane.core.transfer.Engine;
import io.kvlane.probes.engine.InitiatorSession;
import io.kvlane.probes.engine.MoveOrder;
import io.kvlane.probes.engine.Moved;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.Region;
import io.kvlane.probes.engine.ResponderSession;
import io.kvlane.probes.engine.TransferEngine;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.EngineSettings;
import java.time.Duration;
import java.util.List;

/**
 * An engine whose every order is carried out on one buffer, again and again, until its time is up,
 * with as many operations in flight as {@code ucx_perftest -t ucp_get} has by default: one.
 */
final class OneBufferEngine implements TransferEngine {

  /** The window that ucx_perftest's table of tests has for ucp_get. */
  static final int WINDOW = 1;

  private final TransferEngine engine;

  OneBufferEngine(TransferEngine engine) {
    this.engine = engine;
  }

  @Override
  public Engine engine() {
    return engine.engine();
  }

  @Override
  public String version() throws NotPresentException {
    return engine.version();
  }

  @Override
  public ResponderSession serve(Region region, EngineSettings settings)
      throws TransferException, NotPresentException {
    return engine.serve(region, settings);
  }

  @Override
  public InitiatorSession connect(
      Region region, EngineSettings settings, ConnectionData to, Duration timeout)
      throws TransferException, NotPresentException {
    return new Repeating(engine.connect(region, settings, to, timeout));
  }

  private record Repeating(InitiatorSession session) implements InitiatorSession {

    @Override
    public Moved move(MoveOrder order) throws TransferException {
      return session.move(
          new MoveOrder(
              order.operation(),
              OneBufferLayout.of(order.layout().shape().descriptorBytes()),
              WINDOW,
              order.postFor(),
              order.failAfter()));
    }

    @Override
    public List<Lane> lanes() throws TransferException {
      return session.lanes();
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
