package io.kvlane.benchmarks.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Memory of a process, from {@code /proc/PID/smaps_rollup} (kernel document filesystems/proc.rst).
 *
 * @param residentBytes all of its pages that are in memory, shared ones too
 * @param anonymousBytes the part that no file backs, so that it is the process's own cost
 */
record Memory(long residentBytes, long anonymousBytes) {

  static Memory of(long pid) throws IOException {
    return parse(Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")));
  }

  static Memory parse(List<String> rollup) {
    return new Memory(kibibytes(rollup, "Rss:") << 10, kibibytes(rollup, "Anonymous:") << 10);
  }

  private static long kibibytes(List<String> rollup, String key) {
    return rollup.stream()
        .map(line -> line.split("\\s+"))
        .filter(words -> words[0].equals(key))
        .mapToLong(words -> Long.parseLong(words[1]))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("smaps_rollup without " + key));
  }

  Memory plus(Memory other) {
    return new Memory(residentBytes + other.residentBytes, anonymousBytes + other.anonymousBytes);
  }
}
