package io.kvlane.agent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code proc(5)} says about processes. */
final class Proc {

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private Proc() {}

  private static Path of(long pid, String file) {
    return Path.of("/proc", Long.toString(pid), file);
  }

  /** Whether a process runs; one that ended and waits to be noticed by its parent does not. */
  static boolean runs(long pid) {
    try {
      String stat = Files.readString(of(pid, "stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (IOException gone) {
      return false;
    }
  }

  /** What a process was started with, {@code cmdline} or {@code environ}; empty when it is gone. */
  static String startedWith(long pid, String file) {
    return String.join("\n", lines(of(pid, file))).replace('\0', '\n');
  }

  /** Ids of the processes that a process started and that run. */
  static List<Long> children(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .filter(Proc::runs)
        .toList();
  }

  /** Number of open file descriptors. */
  static int descriptors(long pid) {
    return names(of(pid, "fd")).size();
  }

  /** Number of threads. */
  static int threads(long pid) {
    return names(of(pid, "task")).size();
  }

  /** What {@code status} says, by name; nothing when the process is gone. */
  static Map<String, String> status(long pid) {
    return lines(of(pid, "status")).stream()
        .map(line -> line.split(":\\s*", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }

  /** Memory that a process has for itself, in KiB; 0 when it is gone. */
  static long anonymousKibibytes(long pid) {
    return kibibytes(pid, "RssAnon");
  }

  /** A size in {@code status}, in KiB; 0 when the process is gone. */
  static long kibibytes(long pid, String name) {
    return Long.parseLong(status(pid).getOrDefault(name, "0").replaceAll("\\D", ""));
  }

  /** File names of the libraries that a process has mapped. */
  static Set<String> libraries(long pid) {
    try (Stream<String> maps = Files.lines(of(pid, "maps"))) {
      return maps.filter(line -> line.contains(".so"))
          .map(line -> line.substring(line.lastIndexOf('/') + 1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a process holds the lock of a file ({@code proc(5)}, {@code /proc/locks}). */
  static boolean holdsLock(long pid, Path file) {
    String inode = ":" + inode(file) + " ";
    return lines(Path.of("/proc/locks")).stream()
        .filter(line -> !line.contains("->"))
        .anyMatch(line -> line.contains(" WRITE " + pid + " ") && line.contains(inode));
  }

  private static Object inode(Path file) {
    try {
      return Files.getAttribute(file, "unix:ino");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unix sockets that have a path below a directory. */
  static List<String> unixSockets(Path directory) {
    return lines(Path.of("/proc/net/unix")).stream()
        .filter(line -> line.contains(directory.toString()))
        .toList();
  }

  /** Segments of shared memory that there are, of both kinds. */
  static Set<String> sharedMemory() {
    Set<String> found = segments(SHARED_MEMORY);
    sharedMemoryDirectories()
        .forEach(directory -> found.addAll(segments(SHARED_MEMORY.resolve(directory))));
    lines(Path.of("/proc/sysvipc/shm")).stream()
        .skip(1)
        .map(line -> "sysv " + line.strip().split("\\s+")[1])
        .forEach(found::add);
    return found;
  }

  /** Directories for the shared memory of probe processes. */
  static Set<String> sharedMemoryDirectories() {
    return names(SHARED_MEMORY).stream()
        .filter(name -> name.startsWith("kvlane-"))
        .collect(Collectors.toSet());
  }

  /** The directory for the shared memory of a probe process; none when it has ended. */
  static Stream<Path> sharedMemoryDirectory(long pid) {
    String variable = "UCX_POSIX_DIR=";
    return lines(Path.of("/proc/" + pid + "/environ")).stream()
        .flatMap(environment -> Stream.of(environment.split("\0")))
        .filter(entry -> entry.startsWith(variable))
        .map(entry -> Path.of(entry.substring(variable.length())));
  }

  private static Set<String> segments(Path directory) {
    return names(directory).stream()
        .filter(name -> name.startsWith("ucx_shm_"))
        .map(name -> directory.resolve(name).toString())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Names of the entries of a directory; none when it is gone. */
  static Set<String> names(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
    } catch (IOException gone) {
      return new HashSet<>();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
