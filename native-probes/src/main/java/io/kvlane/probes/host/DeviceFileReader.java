package io.kvlane.probes.host;

import io.kvlane.core.host.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads which of the device files that kvlane asks for are below {@code /dev}. */
final class DeviceFileReader {

  private final Path directory;

  DeviceFileReader(HostRoot root) {
    this.directory = root.resolve("dev");
  }

  /** Whether each file is there; none when {@code /dev} cannot be looked at. */
  SortedMap<String, Boolean> files() {
    SortedMap<String, Boolean> files = new TreeMap<>();
    if (Files.isDirectory(directory)) {
      for (String name : HostFacts.DEVICE_FILES) {
        files.put(name, HostRoot.isFile(directory.resolve(name)));
      }
    }
    return files;
  }

  /**
   * Size of {@code /dev/shm}, when a file system of its own is mounted there (shm_overview(7)). A
   * directory of another file system says nothing.
   */
  OptionalLong sharedMemoryBytes() {
    Path sharedMemory = directory.resolve("shm");
    try {
      Object own = Files.getAttribute(sharedMemory, "unix:dev");
      if (own.equals(Files.getAttribute(directory, "unix:dev"))) {
        return OptionalLong.empty();
      }
    } catch (IOException | UnsupportedOperationException absent) {
      return OptionalLong.empty();
    }
    long bytes = sharedMemory.toFile().getTotalSpace();
    return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
  }
}
