package io.kvlane.benchmarks.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time that a process has taken, from {@code /proc/PID/stat}; see proc(5). */
final class CpuSeconds {

  /** Linux shows clock ticks of a hundredth of a second on every platform that kvlane runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /** Counted from the field after the program's name, which alone may contain spaces. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  private CpuSeconds() {}

  static double of(long pid) throws IOException {
    return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
  }

  static double parse(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_PER_SECOND;
  }
}
