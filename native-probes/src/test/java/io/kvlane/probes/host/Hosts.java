package io.kvlane.probes.host;

import io.kvlane.core.snapshot.ProbeResult;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machines under {@code src/test/hosts}; each has a README that says what it is. */
final class Hosts {

  private Hosts() {}

  static HostRoot host(String scenario) {
    Path root = Path.of("src/test/hosts").resolve(scenario);
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException("there is no " + root.toAbsolutePath());
    }
    return new HostRoot(root);
  }

  /** What a look gave, if it gave something. */
  static <T> T observed(ProbeResult<T> result) {
    if (result instanceof ProbeResult.Observed<T>(T value)) {
      return value;
    }
    throw new AssertionError(result);
  }
}
