package io.kvlane.probes.session;

import io.kvlane.probes.engine.GpuMemoryUnsupportedException;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.Region;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.HostRegion;
import io.kvlane.probes.nvml.PcieMeter;
import io.kvlane.probes.protocol.GpuMemory;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the memory of sessions. A GPU's memory that an engine cannot move is staged: the engine
 * gets host memory, and never sees the GPU's.
 *
 * @param gpuDirectory where the GPU driver's libraries are, empty for the system's search path
 */
record SessionMemories(Optional<Path> gpuDirectory) {

  /** Opens an engine's end of a session on a region. */
  interface Opening<T> {
    T on(Region region) throws TransferException, NotPresentException;
  }

  /** Makes a session of what was opened. */
  interface Making<T, S> {
    S of(SessionMemory memory, T opened);
  }

  /** Opens an end of a session on memory of its own, which is given back when that fails. */
  <T, S> S open(SessionSpec spec, Opening<T> opening, Making<T, S> making)
      throws TransferException, NotPresentException {
    SessionMemory memory = take(spec);
    try {
      memory.poison();
      return making.of(memory, opened(memory, opening));
    } catch (TransferException | NotPresentException | RuntimeException failure) {
      memory.close();
      throw failure;
    }
  }

  private SessionMemory take(SessionSpec spec) throws TransferException, NotPresentException {
    long bytes = spec.shape().totalBytes();
    GpuMemory gpu = spec.gpu();
    return gpu == null
        ? new HostMemory(new HostRegion(bytes))
        : DeviceMemory.open(gpuDirectory, gpu, bytes, nic(spec));
  }

  /** UCX's name of a device has the port behind a colon. */
  private static @Nullable String nic(SessionSpec spec) {
    String device = spec.settings().netDevices();
    return device == null ? null : device.replaceFirst(":\\d+$", "");
  }

  private static <T> T opened(SessionMemory memory, Opening<T> opening)
      throws TransferException, NotPresentException {
    try {
      return opening.on(memory.region());
    } catch (GpuMemoryUnsupportedException unsupported) {
      if (!(memory instanceof DeviceMemory device) || device.isStaged()) {
        throw unsupported;
      }
      device.stage(String.valueOf(unsupported.getMessage()));
      return opening.on(memory.region());
    }
  }

  /**
   * Begins to watch the PCI link of a session's GPU.
   *
   * @param expected about how long the run will take
   * @return null for host memory, and for a run that is too short to be seen
   */
  @Nullable PcieMeter meter(SessionSpec spec, Duration expected) {
    GpuMemory gpu = spec.gpu();
    return gpu == null || !PcieMeter.sees(expected)
        ? null
        : PcieMeter.start(gpuDirectory, gpu.address());
  }
}
