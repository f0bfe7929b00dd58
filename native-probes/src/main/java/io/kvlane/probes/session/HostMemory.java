package io.kvlane.probes.session;

import io.kvlane.core.profile.ScatteredLayout;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.probes.engine.Region;
import io.kvlane.probes.libc.HostRegion;
import io.kvlane.probes.protocol.GpuStock;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Host memory, which the engine moves itself. */
record HostMemory(HostRegion host) implements SessionMemory {

  @Override
  public Region region() {
    return host;
  }

  @Override
  public void poison() {
    host.poison();
  }

  @Override
  public void fill(long seed) {
    host.fill(seed);
  }

  @Override
  public void beforeSending() {}

  @Override
  public void afterReceiving() {}

  @Override
  public Optional<Corruption> verify(
      long seed,
      ScatteredLayout layout,
      int descriptors,
      IntToLongFunction source,
      IntToLongFunction destination) {
    return host.verify(seed, layout, descriptors, source, destination);
  }

  @Override
  public @Nullable GpuStock stock(@Nullable Double pcieBytesPerSecond) {
    return null;
  }

  @Override
  public void close() {
    host.close();
  }
}
