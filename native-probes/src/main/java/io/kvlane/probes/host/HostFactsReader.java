package io.kvlane.probes.host;

import io.kvlane.core.host.HostFacts;
import io.kvlane.core.host.Version;
import io.kvlane.core.snapshot.ProbeResult;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Reads what a host offers to the fast path: its kernel's release from {@code
 * /proc/sys/kernel/osrelease} (Documentation/admin-guide/sysctl/kernel.rst), and the rest with a
 * reader for each place.
 */
public final class HostFactsReader {

  /** A release has two numbers at least, such as {@code 6.8}; less is not all of it. */
  private static final int LEAST_NUMBERS = 2;

  private final HostRoot root;

  /** A reader below a root. */
  public HostFactsReader(HostRoot root) {
    this.root = root;
  }

  /** All of it; what cannot be read is empty or unknown. A few dozen small files. */
  public ProbeResult<HostFacts> look() {
    if (!Files.isDirectory(root.resolve("sys")) && !Files.isDirectory(root.resolve("proc"))) {
      return new ProbeResult.Failed<>("there is neither sys nor proc below " + root.path());
    }
    NvidiaProcReader nvidia = new NvidiaProcReader(root);
    Optional<NvidiaVersion> driver = nvidia.version();
    ModuleReader modules = new ModuleReader(root);
    DeviceFileReader files = new DeviceFileReader(root);
    return new ProbeResult.Observed<>(
        new HostFacts(
            kernel(),
            new OsReleaseReader(root).distribution(),
            modules.modules(),
            new MemoryPeerReader(root).peers(),
            driver.map(NvidiaVersion::version),
            NvidiaVersion.open(driver),
            nvidia.gpus(),
            modules.namespaces(),
            files.files(),
            files.sharedMemoryBytes(),
            new NetClassReader(root).names()));
  }

  private Optional<Version> kernel() {
    return HostRoot.text(root.resolve("proc/sys/kernel/osrelease"))
        .flatMap(Version::parse)
        .filter(version -> version.numbers().size() >= LEAST_NUMBERS);
  }
}
