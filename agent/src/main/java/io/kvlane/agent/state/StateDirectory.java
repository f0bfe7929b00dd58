package io.kvlane.agent.state;

import io.kvlane.agent.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The directory that holds kvlane's state.
 *
 * @param path an existing directory that this user can write
 */
public record StateDirectory(Path path) {

  /**
   * Creates the directory if need be, and makes sure that it can be written.
   *
   * @throws ConfigException when it cannot
   */
  public static StateDirectory open(Path path) throws ConfigException {
    try {
      Files.createDirectories(path);
      Files.delete(Files.createTempFile(path, "writable-", ""));
    } catch (IOException e) {
      throw new ConfigException(
          "kvlane.state-directory: cannot write to "
              + path
              + " ("
              + e.getClass().getSimpleName()
              + "): make it writable, or set kvlane.state-directory to one that is",
          e);
    }
    return new StateDirectory(path);
  }

  /**
   * Replaces a file as a whole: after a crash or on a full disk there is the old content or the
   * new, never a part.
   *
   * @param name file name within the directory
   */
  void replace(String name, byte[] content) throws IOException {
    Path fresh = Files.createTempFile(path, name, ".new");
    try {
      Files.write(fresh, content);
      Files.move(
          fresh,
          path.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
