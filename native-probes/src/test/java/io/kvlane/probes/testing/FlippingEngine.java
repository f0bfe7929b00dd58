package io.kvlane.probes.testing;

import io.kvlane.core.path.Lane;
import io.kvlane.core.profile.DescriptorLayout;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.engine.InitiatorSession;
import io.kvlane.probes.engine.MoveOrder;
import io.kvlane.probes.engine.Moved;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.Region;
import io.kvlane.probes.engine.ResponderSession;
import io.kvlane.probes.engine.TransferEngine;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.HostRegion;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.EngineSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * An engine that delivers one byte of the middle descriptor wrongly and knows nothing of it: a byte
 * that was read is flipped when it has arrived, and one that is written before it leaves.
 */
public final class FlippingEngine implements TransferEngine {

  /** The byte of the descriptor that is flipped. */
  public static final int FLIPPED_OFFSET = 3;

  private final TransferEngine engine;

  /** Corrupts what another engine moves. */
  public FlippingEngine(TransferEngine engine) {
    this.engine = engine;
  }

  /** The descriptor that is flipped, of so many. */
  public static int flippedOf(int descriptors) {
    return descriptors / 2;
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
    return new FlippingInitiator(
        (HostRegion) region, engine.connect(region, settings, to, timeout));
  }

  private record FlippingInitiator(HostRegion region, InitiatorSession session)
      implements InitiatorSession {

    @Override
    public Moved move(MoveOrder order) throws TransferException {
      if (order.operation() == Operation.WRITE) {
        flip(order.layout());
      }
      Moved moved = session.move(order);
      if (order.operation() == Operation.READ) {
        flip(order.layout());
      }
      return moved;
    }

    private void flip(DescriptorLayout layout) {
      int descriptor = flippedOf(layout.shape().descriptors());
      ByteBuffer block =
          region.slice(layout.initiatorOffset(descriptor), layout.shape().descriptorBytes());
      block.put(FLIPPED_OFFSET, (byte) ~block.get(FLIPPED_OFFSET));
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
