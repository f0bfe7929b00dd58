package io.kvlane.agent.state;

import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.RdmaDevice;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The RDMA devices that this node has, or had, kept on disk as soon as they change. A disk that
 * cannot be written costs nothing but the memory across a restart. One thread.
 */
public final class DeviceMemory {

  private static final Duration STORE_LOOKED_AT_EVERY = Duration.ofSeconds(10);

  private final DeviceStore store;
  private KnownDevices known = KnownDevices.NONE;
  private KnownDevices saved = KnownDevices.NONE;
  private boolean onDisk;
  private boolean readable;
  private boolean looked;
  private long lookedNanos;
  private Optional<String> problem = Optional.empty();

  /** A memory that begins with what the store holds. */
  public DeviceMemory(DeviceStore store) {
    this.store = store;
  }

  /**
   * Takes note of the devices that are there.
   *
   * @param nowNanos the time to measure by, which no change of the clock touches
   */
  public void note(List<RdmaDevice> present, Instant now, long nowNanos) {
    boolean look = !looked || nowNanos - lookedNanos >= STORE_LOOKED_AT_EVERY.toNanos();
    if (look) {
      looked = true;
      lookedNanos = nowNanos;
      refresh();
    }
    known = known.after(present, now);
    if (readable && !known.equals(saved) && (look || problem.isEmpty())) {
      save();
    }
  }

  /** `kvlane expectation reset` may have removed the file. */
  private void refresh() {
    try {
      Optional<KnownDevices> stored = store.load();
      if (stored.isEmpty() && onDisk) {
        known = KnownDevices.NONE;
        saved = KnownDevices.NONE;
      } else if (stored.isPresent() && !onDisk) {
        known = stored.get();
        saved = stored.get();
      }
      onDisk = stored.isPresent();
      readable = true;
      problem = Optional.empty();
    } catch (IOException e) {
      readable = false;
      problem = Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void save() {
    try {
      store.save(known);
      saved = known;
      onDisk = true;
      problem = Optional.empty();
    } catch (IOException e) {
      problem = Optional.of("the node's RDMA devices cannot be saved: " + e.getMessage());
    }
  }

  /** The devices that this node has, or had. */
  public KnownDevices known() {
    return known;
  }

  /** Why the store could not be read or written, empty when it could. */
  public Optional<String> problem() {
    return problem;
  }
}
