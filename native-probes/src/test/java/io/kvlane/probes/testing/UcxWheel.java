package io.kvlane.probes.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Current UCX with CUDA, as PyPI has it, where {@code src/build/install-native.sh test} could fetch
 * it. It knows TCP, shared memory and CUDA, and no RDMA.
 */
public enum UcxWheel {
  CU12,
  CU13;

  /** Directory of the unpacked wheel. */
  private Path home() {
    return Path.of(
        System.getProperty("kvlane.tools", "../.tools"),
        "ucx-" + name().toLowerCase(Locale.ROOT),
        "libucx");
  }

  /** Where its libraries are. */
  public Path libraries() {
    return home().resolve("lib").toAbsolutePath().normalize();
  }

  /** Where its headers are. */
  public Path headers() {
    return home().resolve("include").toAbsolutePath().normalize();
  }

  /** Skips the test where it was not fetched. */
  public void assumePresent() {
    assumeTrue(
        Files.exists(libraries().resolve("libucp.so.0")),
        "UCX with CUDA is not in "
            + libraries()
            + "; where PyPI is reachable, src/build/install-native.sh test fetches it");
  }
}
