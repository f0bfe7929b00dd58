package io.kvlane.probes.session;

import io.kvlane.core.profile.ScatteredLayout;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.engine.InitiatorSession;
import io.kvlane.probes.engine.MoveOrder;
import io.kvlane.probes.engine.Moved;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferEngine;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.nvml.PcieMeter;
import io.kvlane.probes.protocol.ProbeCommand.Connect;
import io.kvlane.probes.protocol.ProbeCommand.Ran;
import io.kvlane.probes.protocol.ProbeCommand.Run;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.SessionMark;
import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The posting end. Receives what is read. */
final class Initiator extends TransferSession {

  /** Enough to connect, to register memory and to grow TCP's windows. */
  private static final long WARM_UP_BYTES = 2L << 20;

  private static final Duration WARM_UP_POST_FOR = Duration.ofMillis(50);

  private final SessionMemories memories;
  private final InitiatorSession session;
  private @Nullable Double pcieBytesPerSecond;
  private RunSizing sizing = RunSizing.UNKNOWN_RATE;

  private Initiator(
      SessionSpec spec, SessionMemories memories, SessionMemory memory, InitiatorSession session) {
    super(spec, memory, spec.operation() == Operation.READ);
    this.memories = memories;
    this.session = session;
  }

  static Initiator open(TransferEngine engine, SessionMemories memories, Connect command)
      throws TransferException, NotPresentException {
    SessionSpec spec = command.session();
    Duration timeout = Duration.ofMillis(command.timeoutMillis());
    OutputMark.write(SessionMark.of(spec.layoutSeed()).begin());
    return memories.open(
        spec,
        region -> engine.connect(region, spec.settings(), command.to(), timeout),
        (memory, session) -> new Initiator(spec, memories, memory, session));
  }

  /**
   * Connects for good and learns about how fast the path is, by moving a little twice: the first
   * time pays for the connection, the second is timed.
   *
   * @return bytes moved
   */
  long warmUp(Duration timeout) throws TransferException {
    TransferShape shape = spec().shape().cappedTo(WARM_UP_BYTES);
    ScatteredLayout little = new ScatteredLayout(shape, spec().layoutSeed());
    Moved first = session.move(order(little, timeout));
    Moved second = session.move(order(little, timeout));
    sizing =
        RunSizing.ofRate(
            (double) second.descriptors() * shape.descriptorBytes() / second.transferNanos());
    return ((long) first.descriptors() + second.descriptors()) * shape.descriptorBytes();
  }

  private MoveOrder order(ScatteredLayout little, Duration timeout) {
    return new MoveOrder(
        spec().operation(),
        little,
        sizing.window(little.shape().descriptorBytes()),
        WARM_UP_POST_FOR,
        timeout);
  }

  Ran run(Run command) throws TransferException {
    Duration postFor = Duration.ofMillis(command.postForMillis());
    TransferShape whole = spec().shape();
    TransferShape shape = sizing.fitting(whole, postFor);
    ScatteredLayout layout =
        shape.equals(whole) ? layout() : new ScatteredLayout(shape, spec().layoutSeed());
    int window = sizing.window(shape.descriptorBytes());
    Moved moved =
        move(
            new MoveOrder(
                spec().operation(),
                layout,
                window,
                postFor,
                Duration.ofMillis(command.failAfterMillis())));
    OutputMark.write(SessionMark.of(spec().layoutSeed()).end());
    return new Ran(
        moved.descriptors(),
        shape.descriptorBytes(),
        moved.postNanos(),
        moved.transferNanos(),
        moved.cutShort() || !shape.equals(whole),
        session.lanes());
  }

  private Moved move(MoveOrder order) throws TransferException {
    if (!receives()) {
      memory().beforeSending();
    }
    PcieMeter meter = memories.meter(spec(), sizing.expected(order.layout().shape().totalBytes()));
    long start = System.nanoTime();
    pcieBytesPerSecond = null;
    try {
      Moved moved = session.move(order);
      if (receives()) {
        memory().afterReceiving();
      }
      return moved;
    } finally {
      if (meter != null) {
        pcieBytesPerSecond = seen(meter.stop(Duration.ofNanos(System.nanoTime() - start)));
      }
    }
  }

  private static @Nullable Double seen(OptionalDouble bytesPerSecond) {
    return bytesPerSecond.isPresent() ? (Double) bytesPerSecond.getAsDouble() : null;
  }

  @Override
  @Nullable Double pcieBytesPerSecond() {
    return pcieBytesPerSecond;
  }

  @Override
  boolean progress() {
    return false;
  }

  @Override
  boolean isInitiator() {
    return true;
  }

  @Override
  void closeEngine() {
    session.close();
  }
}
