package io.kvlane.probes.host;

import io.kvlane.core.pci.PciAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code /proc/driver/nvidia}: {@code version}, and a directory for each GPU below {@code
 * gpus} (NVIDIA driver's README, "The /proc Interface").
 */
final class NvidiaProcReader {

  private static final String DRIVER = "proc/driver/nvidia";

  private final HostRoot root;

  NvidiaProcReader(HostRoot root) {
    this.root = root;
  }

  /** The driver; empty when there is none, or when it does not say. */
  Optional<NvidiaVersion> version() {
    return HostRoot.text(root.resolve(DRIVER).resolve("version")).flatMap(NvidiaVersion::parse);
  }

  /** The GPUs that the driver was given, by address. */
  List<PciAddress> gpus() {
    return HostRoot.entries(root.resolve(DRIVER).resolve("gpus")).stream()
        .filter(Files::isDirectory)
        .flatMap(gpu -> PciAddress.parse(gpu.getFileName().toString()).stream())
        .toList();
  }
}
