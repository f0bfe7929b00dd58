package io.kvlane.probes.host;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the host's {@code /sys}, {@code /proc} and {@code /etc} are: {@code /} on the host, a mount
 * point in a container, a fixture in tests.
 *
 * @param path the directory that holds them
 */
public record HostRoot(Path path) {

  /** Directory of a kernel class or a file, given without the leading slash. */
  public Path resolve(String relative) {
    return path.resolve(relative);
  }

  /**
   * The text of a small file, without surrounding white space.
   *
   * @return empty when it is missing or cannot be read, as sysfs answers for attributes that a
   *     device lacks
   */
  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException absentOrUnreadable) {
      return Optional.empty();
    }
  }

  /**
   * The number in a small file; empty when there is none, such as {@code N/A (no PMA)}, or when it
   * is no count but all bits set.
   */
  static OptionalLong number(Path file) {
    Optional<String> text = text(file);
    if (text.isEmpty() || !text.get().matches("\\d{1,19}")) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.get()));
    } catch (NumberFormatException beyond63Bits) {
      return OptionalLong.empty();
    }
  }

  /** The entries of a directory by name; none when it is missing or vanishes meanwhile. */
  static List<Path> entries(Path directory) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(found::add);
    } catch (IOException | DirectoryIteratorException absent) {
      return List.of();
    }
    Collections.sort(found);
    return found;
  }

  /**
   * The kernel's host name ({@code proc(5)}), empty when it has none. Not by name resolution: a
   * machine whose name resolves to nothing has one, too.
   */
  public Optional<String> hostName() {
    return text(resolve("proc/sys/kernel/hostname"))
        .filter(name -> !name.isEmpty() && !name.equals("(none)"));
  }

  /** The kernel's identity of this machine ({@code machine-id(5)}), empty when it has none. */
  public Optional<String> machineId() {
    return text(resolve("etc/machine-id")).filter(id -> !id.isEmpty());
  }
}
