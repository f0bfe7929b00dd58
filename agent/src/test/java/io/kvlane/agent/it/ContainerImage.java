package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/**
 * The image that `make image` builds, from Debian's packages and this machine's JDK alone. Its base
 * is a minimal root file system by mmdebstrap; that and the image of the JDK are kept from run to
 * run.
 */
final class ContainerImage {

  private static final String NAME = "localhost/kvlane-test/kvlane:latest";

  /** A build trains the AOT caches, which takes minutes where many others use the processors. */
  private static final Duration BUILT_WITHIN = Duration.ofMinutes(8);

  private ContainerImage() {}

  /** Builds the image, as far as it changed, and gives its name. */
  static String build() {
    Podman.Result result =
        Podman.execute(
            BUILT_WITHIN,
            List.of(Installation.root().resolve("src/container/test-image.sh").toString(), NAME));
    assertThat(result.status()).as(result.text()).isZero();
    System.out.println(result.text().lines().reduce("", (first, last) -> last));
    return NAME;
  }
}
