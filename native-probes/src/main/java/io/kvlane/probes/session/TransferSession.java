package io.kvlane.probes.session;

import io.kvlane.core.path.SocketBytes;
import io.kvlane.core.profile.ScatteredLayout;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.OwnTcpSockets;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What both ends of a transfer have in common: memory that is filled or poisoned before the run,
 * and compared after it, and the sockets' counters before and after.
 */
abstract class TransferSession implements AutoCloseable {

  private final SessionSpec spec;
  private final ScatteredLayout layout;
  private final boolean receives;
  private final SessionMemory memory;
  private long payloadSeed;
  private @Nullable OwnTcpSockets before;

  TransferSession(SessionSpec spec, SessionMemory memory, boolean receives) {
    this.spec = spec;
    this.layout = new ScatteredLayout(spec.shape(), spec.layoutSeed());
    this.receives = receives;
    this.memory = memory;
  }

  SessionSpec spec() {
    return spec;
  }

  ScatteredLayout layout() {
    return layout;
  }

  /** Lets the engine work; returns whether there was anything to do. */
  abstract boolean progress() throws TransferException;

  /** Prepares the measured run. */
  void arm(long seed) throws TransferException {
    payloadSeed = seed;
    if (receives) {
      memory.poison();
    } else {
      memory.fill(seed);
    }
    before = readSockets();
  }

  /**
   * Takes stock after the run.
   *
   * @throws IllegalArgumentException when no run of this session can have moved that
   */
  Settled settle(int descriptors, int descriptorBytes) throws TransferException {
    OwnTcpSockets now = readSockets();
    SocketBytes carried = now == null || before == null ? null : now.since(before);
    requireMovable(descriptors, descriptorBytes);
    Optional<Corruption> corruption =
        receives ? verify(descriptors, movedLayout(descriptorBytes)) : Optional.empty();
    return new Settled(
        carried, receives, corruption.orElse(null), memory.stock(pcieBytesPerSecond()));
  }

  /** Nothing is not movable: to compare no bytes would verify a run that did not take place. */
  private void requireMovable(int descriptors, int descriptorBytes) {
    TransferShape whole = spec.shape();
    boolean cut = whole.descriptors() == 1 && descriptorBytes < whole.descriptorBytes();
    if (descriptors < 1
        || descriptors > whole.descriptors()
        || descriptorBytes < 1
        || !(cut || descriptorBytes == whole.descriptorBytes())) {
      throw new IllegalArgumentException(
          descriptors + " descriptors of " + descriptorBytes + " bytes are no part of " + whole);
    }
  }

  /** Memory of this end. */
  SessionMemory memory() {
    return memory;
  }

  boolean receives() {
    return receives;
  }

  /** Most that the GPU's PCI link was seen to move in the run, null when nobody saw it. */
  abstract @Nullable Double pcieBytesPerSecond();

  private Optional<Corruption> verify(int descriptors, ScatteredLayout moved)
      throws TransferException {
    return isInitiator()
        ? memory.verify(
            payloadSeed, moved, descriptors, moved::responderOffset, moved::initiatorOffset)
        : memory.verify(
            payloadSeed, moved, descriptors, moved::initiatorOffset, moved::responderOffset);
  }

  /** The layout of what was moved: a single descriptor may have been cut to the time there was. */
  private ScatteredLayout movedLayout(int descriptorBytes) {
    return descriptorBytes == layout.shape().descriptorBytes()
        ? layout
        : new ScatteredLayout(TransferShape.contiguous(descriptorBytes), spec.layoutSeed());
  }

  abstract boolean isInitiator();

  /** Null when this kernel does not tell: absence of evidence, not zero bytes. */
  private static @Nullable OwnTcpSockets readSockets() {
    try {
      return OwnTcpSockets.read();
    } catch (IOException e) {
      return null;
    }
  }

  /** Ends the engine's session. */
  abstract void closeEngine();

  @Override
  public void close() {
    try {
      closeEngine();
    } finally {
      memory.close();
    }
  }
}
