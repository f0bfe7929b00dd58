package io.kvlane.probes.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Signals to processes that a test has started, and what the kernel says about them. */
public final class Processes {

  /** Signals. */
  public enum Signal {
    KILL,
    STOP,
    ABRT
  }

  /** States of proc(5): ended, and waited for by nobody yet; and stopped. */
  private static final char GONE = 'Z';

  private static final char STOPPED = 'T';

  private Processes() {}

  /** Sends a signal. */
  public static void send(Signal signal, long pid) throws IOException, InterruptedException {
    Command.run(List.of("sh", "-c", "kill -" + signal + " " + pid)).successful();
  }

  /** Waits until a process is gone; one that nobody has waited for yet counts as gone. */
  public static void awaitEnd(long pid) throws Exception {
    Await.until("process " + pid + " is gone", () -> isGone(pid));
  }

  /** Whether a process is gone. */
  public static boolean isGone(long pid) {
    return state(pid) == GONE;
  }

  /** Whether a process is stopped by a signal. */
  public static boolean isStopped(long pid) {
    return state(pid) == STOPPED;
  }

  private static char state(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException gone) {
      return GONE;
    }
  }

  /** Number of entries in a directory of a process under /proc, such as fd or task. */
  public static long count(long pid, String directory) throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc", String.valueOf(pid), directory))) {
      return entries.count();
    }
  }

  /** Number of a process's memory mappings. */
  public static long mappings(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "maps"))) {
      return lines.count();
    }
  }

  /** Resident memory of a process. */
  public static long residentBytes(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          * 1024;
    }
  }
}
