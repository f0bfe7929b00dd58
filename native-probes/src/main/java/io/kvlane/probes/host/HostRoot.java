package io.kvlane.probes.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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

  /** An attribute of sysfs has a page at most, which is up to 64 KiB. */
  private static final int MOST_BYTES = 64 << 10;

  /** Directory of a kernel class or a file, given without the leading slash. */
  public Path resolve(String relative) {
    return path.resolve(relative);
  }

  /**
   * The text of a small file, without surrounding white space.
   *
   * @return empty when it is missing or cannot be read, as sysfs answers for attributes that a
   *     device lacks, and when it is no text or longer than an attribute can be
   */
  static Optional<String> text(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      byte[] bytes = content.readNBytes(MOST_BYTES + 1);
      return bytes.length > MOST_BYTES
          ? Optional.empty()
          : Optional.of(
              StandardCharsets.UTF_8
                  .newDecoder()
                  .decode(ByteBuffer.wrap(bytes))
                  .toString()
                  .strip());
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
    return listing(directory).orElse(List.of());
  }

  /** The entries of a directory by name; empty when there is none, or when it cannot be listed. */
  static Optional<List<Path>> listing(Path directory) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(found::add);
    } catch (IOException | DirectoryIteratorException absent) {
      return Optional.empty();
    }
    Collections.sort(found);
    return Optional.of(found);
  }

  /** Whether there is nothing at all. What is there and cannot be read is not missing. */
  static boolean isMissing(Path path) {
    return Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Whether there is a file, such as a device file. A directory is none: container engines make one
   * where they were told to mount a file that the host lacks.
   */
  static boolean isFile(Path file) {
    return Files.exists(file) && !Files.isDirectory(file);
  }

  /**
   * Where a symbolic link leads, below this root even if the link is absolute. Whether something is
   * there is not looked at.
   *
   * @param link in a directory whose path has no link itself
   * @return empty for what is no link, and for a link that leads out of the root
   */
  Optional<Path> follow(Path link) {
    try {
      Path target = Files.readSymbolicLink(link);
      Path below =
          target.isAbsolute()
              ? path.resolve(Path.of("/").relativize(target))
              : link.resolveSibling(target);
      Path found = below.toAbsolutePath().normalize();
      return found.startsWith(path.toAbsolutePath().normalize())
          ? Optional.of(found)
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException noLink) {
      return Optional.empty();
    }
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
