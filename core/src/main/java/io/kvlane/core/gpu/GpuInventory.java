package io.kvlane.core.gpu;

import java.util.List;
import java.util.Optional;

/**
 * The GPUs that NVML shows.
 *
 * @param driverVersion version of the kernel driver, such as {@code 570.86.15}
 * @param nvmlVersion version of the library
 * @param gpus all of them, by index
 */
public record GpuInventory(
    Optional<String> driverVersion, Optional<String> nvmlVersion, List<Gpu> gpus) {

  /** Takes a copy. */
  public GpuInventory {
    gpus = List.copyOf(gpus);
  }
}
