package io.kvlane.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Time that all processors together have spent since the machine started, from the first line of
 * {@code /proc/stat}; see proc(5).
 *
 * @param total all of it, in clock ticks
 * @param idle the part in which there was nothing to do
 */
public record ProcessorTime(long total, long idle) {

  private static final Path STAT = Path.of("/proc/stat");
  private static final Duration SAMPLE = Duration.ofMillis(300);
  private static final double QUIET = 0.9;
  private static final int FIRST = 1;
  private static final int IDLE = 4;
  private static final int IOWAIT = 5;
  private static final int STEAL = 8;

  /** Reads the counters now. */
  public static ProcessorTime read() throws IOException {
    try (var lines = Files.lines(STAT)) {
      return parse(lines.findFirst().orElse(""));
    }
  }

  /** Reads the line that begins with {@code cpu}. */
  static ProcessorTime parse(String line) {
    String[] fields = line.strip().split("\\s+");
    if (!fields[0].equals("cpu") || fields.length <= STEAL) {
      throw new IllegalArgumentException("not the first line of /proc/stat: " + line);
    }
    long total = 0;
    for (int i = FIRST; i <= STEAL; i++) {
      total += Long.parseLong(fields[i]);
    }
    return new ProcessorTime(total, Long.parseLong(fields[IDLE]) + Long.parseLong(fields[IOWAIT]));
  }

  /** Share of the time between two readings in which there was nothing to do. */
  double idleShareSince(ProcessorTime earlier) {
    return total == earlier.total ? 0 : (double) (idle - earlier.idle) / (total - earlier.total);
  }

  /**
   * Waits until nothing else keeps the machine busy.
   *
   * @return whether that came about in time
   */
  public static boolean awaitQuiet(Duration longest) throws IOException, InterruptedException {
    long giveUpAt = System.nanoTime() + longest.toNanos();
    ProcessorTime before = read();
    while (System.nanoTime() - giveUpAt < 0) {
      Thread.sleep(SAMPLE);
      ProcessorTime after = read();
      if (after.idleShareSince(before) >= QUIET) {
        return true;
      }
      before = after;
    }
    return false;
  }
}
