package io.kvlane.probes.session;

import io.kvlane.core.profile.ScatteredLayout;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.probes.engine.Region;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.protocol.GpuStock;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one end of a session: prepared before a run, compared after it. One thread; closed
 * after the engine's session.
 */
interface SessionMemory extends AutoCloseable {

  /** What the engine moves bytes from or to. */
  Region region();

  /** Overwrites everything, so that nothing from before can pass for what is to come. */
  void poison() throws TransferException;

  /** Writes the payload of a run over everything. */
  void fill(long seed) throws TransferException;

  /** Makes what was filled ready for the engine; called once a run, where this end sends. */
  void beforeSending() throws TransferException;

  /** Brings what the engine moved to its place; called once a run, where this end receives. */
  void afterReceiving() throws TransferException;

  /** Compares what was received, as {@code HostRegion.verify} does. */
  Optional<Corruption> verify(
      long seed,
      ScatteredLayout layout,
      int descriptors,
      IntToLongFunction source,
      IntToLongFunction destination)
      throws TransferException;

  /**
   * What became of the GPU's memory in the last run, null for host memory.
   *
   * @param pcieBytesPerSecond most that its PCI link was seen to move, null when nobody saw it
   */
  @Nullable GpuStock stock(@Nullable Double pcieBytesPerSecond);

  @Override
  void close();
}
