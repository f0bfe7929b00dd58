package io.kvlane.agent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The memory of a container as the kernel counts it, in control groups of either version
 * (Documentation/admin-guide/cgroup-v1/memory.rst, cgroup-v2.rst).
 *
 * @param control the container's control group of memory
 * @param unified whether it is of version 2
 */
record ContainerMemory(Path control, boolean unified) {

  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  /** The group that a process is in. */
  static ContainerMemory of(long pid) {
    for (String line : lines(Path.of("/proc", Long.toString(pid), "cgroup"))) {
      String[] parts = line.split(":", 3);
      if (List.of(parts[1].split(",")).contains("memory")) {
        return new ContainerMemory(GROUPS.resolve("memory" + parts[2]), false);
      }
    }
    return new ContainerMemory(
        GROUPS.resolve(
            lines(Path.of("/proc", Long.toString(pid), "cgroup"))
                .getLast()
                .split(":", 3)[2]
                .substring(1)),
        true);
  }

  /** Bytes at which the kernel kills. */
  long limit() {
    return number(unified ? "memory.max" : "memory.limit_in_bytes");
  }

  /** Bytes that are charged, pages of files included. */
  long charged() {
    return number(unified ? "memory.current" : "memory.usage_in_bytes");
  }

  /** The most that was ever charged. */
  long mostCharged() {
    return number(unified ? "memory.peak" : "memory.max_usage_in_bytes");
  }

  /**
   * Bytes that the kernel cannot get back by dropping pages of files: memory of processes, shared
   * memory, tmpfs and the kernel's own. When this reaches the limit, it kills.
   */
  long kept() {
    return charged() - stat("active_file") - stat("inactive_file");
  }

  /** Bytes of shared memory and of file systems in memory. */
  long shared() {
    return stat("shmem");
  }

  /** Number of processes that the kernel killed because the limit was reached. */
  long killed() {
    return field(unified ? "memory.events" : "memory.oom_control", "oom_kill");
  }

  private long stat(String name) {
    return field("memory.stat", unified ? name : "total_" + name);
  }

  private long field(String file, String name) {
    return lines(control.resolve(file)).stream()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " has no " + name));
  }

  private long number(String file) {
    return Long.parseLong(lines(control.resolve(file)).getFirst());
  }

  private static List<String> lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
