package io.kvlane.probes.host;

import io.kvlane.core.rdma.LockedMemory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads how much memory a process may lock, from {@code /proc/PID/limits} and {@code
 * /proc/PID/status} (proc(5)).
 */
public final class LockedMemoryReader {

  private final Path process;

  /**
   * A reader of one process.
   *
   * @param process its directory in procfs
   */
  public LockedMemoryReader(Path process) {
    this.process = process;
  }

  /** The limit and the capability, empty when the kernel does not tell the limit. */
  public Optional<LockedMemory> read() {
    OptionalLong limit =
        HostRoot.text(process.resolve("limits"))
            .map(LockedMemory::parseLimit)
            .orElse(OptionalLong.empty());
    boolean ipcLock =
        HostRoot.text(process.resolve("status")).map(LockedMemory::parseIpcLock).orElse(false);
    return limit.isPresent()
        ? Optional.of(new LockedMemory(limit.getAsLong(), ipcLock))
        : Optional.empty();
  }
}
