package io.kvlane.probes.host;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads which distribution the host runs, from {@code os-release} (os-release(5)). */
final class OsReleaseReader {

  /** The second is for those that leave out the first, which is a link to it. */
  private static final List<String> FILES = List.of("etc/os-release", "usr/lib/os-release");

  /** What the values that are asked for consist of. */
  private static final Pattern VALUE = Pattern.compile("[0-9a-z._-]{1,64}");

  private final HostRoot root;

  OsReleaseReader(HostRoot root) {
    this.root = root;
  }

  /** Such as {@code ubuntu 24.04}, or {@code arch} where there are no versions. */
  Optional<String> distribution() {
    return FILES.stream()
        .flatMap(file -> HostRoot.text(root.resolve(file)).stream())
        .findFirst()
        .flatMap(OsReleaseReader::parse);
  }

  /** The distribution that the lines of the file name; empty when they name none. */
  static Optional<String> parse(String lines) {
    return value(lines, "ID")
        .map(id -> value(lines, "VERSION_ID").map(version -> id + " " + version).orElse(id));
  }

  private static Optional<String> value(String lines, String key) {
    return lines
        .lines()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> unquoted(line.substring(key.length() + 1).strip()))
        .filter(value -> VALUE.matcher(value).matches())
        .findFirst();
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
