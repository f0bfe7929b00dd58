package io.kvlane.probes.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory of its own for the shared memory of one probe process. UCX makes a segment under a
 * name, fills it and only then takes the name away ({@code src/uct/sm/mm/posix/mm_posix.c}): a
 * process that is killed in between leaves the segment behind, which nobody could attribute in
 * {@code /dev/shm} itself. Here it goes away with the process.
 *
 * <p>The agent holds a lock in the directory, so that the next agent can tell those of an agent
 * that was killed. Closed by any thread.
 */
final class SharedMemoryDirectory implements AutoCloseable {

  /** Where the C library's {@code shm_open(3)} puts segments, too. */
  static final Path PARENT = Path.of("/dev/shm");

  /** UCX's variable for it. */
  static final String VARIABLE = "UCX_POSIX_DIR";

  private static final String PREFIX = "kvlane-";

  /** Not looked at by others: what is in the making has no lock yet. */
  private static final String IN_THE_MAKING = ".kvlane-";

  private static final String LOCK = "lock";

  /**
   * Those of this process. Their locks are not tried: closing a file gives back every lock that the
   * process has on it (fcntl(2)).
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private SharedMemoryDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes one, and removes those that a killed agent left.
   *
   * @param parent directory of a file system in memory
   * @return empty when the parent is missing or cannot be written to: then there is no shared
   *     memory of this kind for UCX either
   */
  static Optional<SharedMemoryDirectory> in(Path parent) {
    try {
      removeAbandoned(parent);
      Path hidden =
          Files.createTempDirectory(
              parent,
              IN_THE_MAKING,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      FileChannel lock =
          FileChannel.open(
              hidden.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.lock();
      Path path = parent.resolve(hidden.getFileName().toString().substring(1));
      OWN.add(path);
      Files.move(hidden, path);
      return Optional.of(new SharedMemoryDirectory(path, lock));
    } catch (IOException notPossible) {
      return Optional.empty();
    }
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** Removes it and all that is in it. */
  @Override
  public void close() {
    try {
      remove(path);
      lock.close();
      OWN.remove(path);
    } catch (IOException leftForTheNextAgent) {
      // Its lock ends with this agent at the latest.
    }
  }

  private static void removeAbandoned(Path parent) throws IOException {
    for (Path directory : entries(parent, PREFIX + "*")) {
      if (!OWN.contains(directory)) {
        removeIfAbandoned(directory);
      }
    }
  }

  private static void removeIfAbandoned(Path directory) {
    try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      if (free != null) {
        remove(directory);
      }
    } catch (IOException notOurs) {
      // Another user's, or one that is being removed.
    }
  }

  /** The lock goes last: while it is there, others see whose the directory is. */
  private static void remove(Path directory) throws IOException {
    for (Path file : entries(directory, "*")) {
      if (!file.endsWith(LOCK)) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory.resolve(LOCK));
    Files.deleteIfExists(directory);
  }

  private static List<Path> entries(Path directory, String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
      entries.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }
}
