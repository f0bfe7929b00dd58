package io.kvlane.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the source tree that tests compare with, and rewrite when told to. */
final class Repository {

  private static final Path ROOT = root();

  private Repository() {}

  static Path file(String name) {
    return ROOT.resolve(name);
  }

  /**
   * The content that a generated file should have: what it has, or, if the update is switched on,
   * what it is given here.
   *
   * @param updateProperty system property that switches the update on
   */
  static String expected(Path file, String actual, String updateProperty) throws IOException {
    if (Boolean.getBoolean(updateProperty)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /** Tests run in their module's directory under Maven, and in the root in some editors. */
  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new IllegalStateException("these tests run inside kvlane's source tree only");
      }
    }
    return directory;
  }
}
