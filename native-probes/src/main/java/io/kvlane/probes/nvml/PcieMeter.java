package io.kvlane.probes.nvml;

import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.libc.NativeStruct;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Watches how much a GPU moves over its PCI link while a run lasts ({@code
 * nvmlDeviceGetPcieThroughput}, which averages over 20 ms and is not asked for shorter runs). In a
 * thread of its own: whatever NVML does, the run goes on.
 */
public final class PcieMeter {

  /** NVML's own average covers 20 ms, so that what a shorter run moved cannot be told. */
  private static final Duration SHORTEST_RUN = Duration.ofMillis(60);

  /** A question takes NVML 20 ms, and the first one longer. */
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(1);

  private static final double BYTES_PER_KILOBYTE = 1e3;

  private final Thread thread;
  private volatile boolean ending;
  private volatile double mostBytesPerSecond = Double.NaN;

  private PcieMeter(String file, String address) {
    this.thread =
        Thread.ofPlatform().daemon().name("kvlane-pcie").start(() -> watch(file, address));
  }

  /** Whether a run of this length can be seen at all. */
  public static boolean sees(Duration run) {
    return run.compareTo(SHORTEST_RUN) >= 0;
  }

  /**
   * Begins to watch.
   *
   * @param directory where the library is, empty for the system's search path
   * @param address where the GPU is on the PCI bus
   */
  public static PcieMeter start(Optional<Path> directory, String address) {
    return new PcieMeter(NvmlLibrary.fileIn(directory), address);
  }

  /**
   * Ends, and says what was seen.
   *
   * @param lasted how long the run took
   * @return bytes per second, the largest of either direction; empty when NVML does not tell, or
   *     the run was too short to be seen
   */
  public OptionalDouble stop(Duration lasted) {
    ending = true;
    try {
      thread.join(ENDS_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    double most = mostBytesPerSecond;
    return !sees(lasted) || Double.isNaN(most) ? OptionalDouble.empty() : OptionalDouble.of(most);
  }

  private void watch(String file, String address) {
    try {
      NvmlLibrary library = NvmlLibrary.load(file);
      if (library.nvml().nvmlInit_v2() == NvmlLayout.SUCCESS) {
        watch(library, address);
        library.nvml().nvmlShutdown();
      }
    } catch (NotPresentException nobodyTells) {
      // The node's findings already say that NVML is missing.
    }
  }

  private void watch(NvmlLibrary library, String address) {
    NativeStruct handle = new NativeStruct(Long.BYTES);
    int status =
        NvmlLibrary.ask(
            () -> library.queries().nvmlDeviceGetHandleByPciBusId_v2(address, handle.address()));
    long device = handle.getLong(0);
    // The last answer of a run that ended meanwhile is still about it.
    do {
      if (status == NvmlLayout.SUCCESS) {
        status = sample(library, device, NvmlLayout.PCIE_SENT);
      }
      if (status == NvmlLayout.SUCCESS) {
        status = sample(library, device, NvmlLayout.PCIE_RECEIVED);
      }
    } while (status == NvmlLayout.SUCCESS && !ending);
  }

  /** NVML itself takes 20 ms for an answer. */
  private int sample(NvmlLibrary library, long device, int direction) {
    NativeStruct value = new NativeStruct(Integer.BYTES);
    int status =
        NvmlLibrary.ask(() ->
            library.queries().nvmlDeviceGetPcieThroughput(device, direction, value.address()));
    if (status == NvmlLayout.SUCCESS) {
      double seen = Integer.toUnsignedLong(value.getInt(0)) * BYTES_PER_KILOBYTE;
      mostBytesPerSecond =
          Double.isNaN(mostBytesPerSecond) ? seen : Math.max(mostBytesPerSecond, seen);
    }
    return status;
  }
}
