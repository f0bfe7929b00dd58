package io.kvlane.probes.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A copy of a host of {@link Hosts} that may be changed, with some of its host bridges only. */
final class HostCopy {

  private HostCopy() {}

  /**
   * Makes the copy.
   *
   * @param hostBridges host bridges that stay, with what is below them; links into others go
   * @return all that can be changed: files, links and directories, each before what is in it
   */
  static List<Path> make(HostRoot original, Set<String> hostBridges, Path to) throws IOException {
    List<Path> all = walk(original.path());
    for (Path path : all) {
      if (isWanted(original.path().relativize(path), hostBridges)) {
        Path copy = to.resolve(original.path().relativize(path).toString());
        Files.copy(path, copy, LinkOption.NOFOLLOW_LINKS);
      }
    }
    for (Path path : walk(to)) {
      if (Files.isSymbolicLink(path) && !Files.exists(path)) {
        Files.delete(path);
      }
    }
    return walk(to);
  }

  private static boolean isWanted(Path relative, Set<String> hostBridges) {
    if (relative.endsWith("README.md")) {
      return false;
    }
    return !relative.startsWith("sys/devices")
        || relative.getNameCount() < 3
        || !relative.getName(2).toString().startsWith("pci")
        || hostBridges.contains(relative.getName(2).toString());
  }

  private static List<Path> walk(Path root) {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(path -> !path.equals(root)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
