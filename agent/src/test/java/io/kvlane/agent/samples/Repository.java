package io.kvlane.agent.samples;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the source tree that tests compare with. */
public final class Repository {

  private Repository() {}

  /** Tests run in their module's directory under Maven, and in the root in some editors. */
  public static Path file(String name) {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new IllegalStateException("these tests run inside kvlane's source tree only");
      }
    }
    return directory.resolve(name);
  }
}
