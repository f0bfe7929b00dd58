package io.kvlane.agent.state;

import io.kvlane.agent.config.ConfigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

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
              + reason(e)
              + "): make it writable, or set kvlane.state-directory to one that is",
          e);
    }
    return new StateDirectory(path);
  }

  private static String reason(IOException failure) {
    String told = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
    return told == null ? failure.getClass().getSimpleName() : told;
  }

  /**
   * Replaces a file as a whole: after a power cut or on a full disk there is the old content or the
   * new, never a part.
   *
   * @param name file name within the directory
   */
  void replace(String name, byte[] content) throws IOException {
    Path fresh = Files.createTempFile(path, name, ".new");
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true);
      }
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
