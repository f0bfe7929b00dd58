package io.kvlane.benchmarks.lint;

import io.kvlane.benchmarks.process.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of {@code kvlane lint}.
 *
 * @param seconds from its start to its end
 * @param peakResidentBytes the most memory it had, from {@code VmHWM} in {@code /proc/PID/status}
 *     (kernel document filesystems/proc.rst), read again and again until it ended
 */
record LintRun(double seconds, long peakResidentBytes) {

  private static final Path LAUNCHER = Path.of("kvlane");
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final int FOUND_CRITICAL = 2;
  private static final String PEAK = "VmHWM:";

  /**
   * Runs it.
   *
   * @param heapBytes the most that its heap may take
   * @throws IOException also when it does not find what it must
   */
  static LintRun of(Path file, long heapBytes) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                LAUNCHER.toAbsolutePath().toString(),
                "lint",
                "--platform=infiniband",
                "--output=json",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> name.startsWith("KVLANE_"));
    builder.environment().put("KVLANE_JAVA_OPTS", "-Xmx" + heapBytes);
    long start = System.nanoTime();
    Process process = Children.start(builder);
    try {
      return measure(process, start);
    } finally {
      Children.end(process);
    }
  }

  private static LintRun measure(Process process, long start)
      throws IOException, InterruptedException {
    long peak = 0;
    while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peakResidentBytes(process.pid()));
      if (System.nanoTime() - start > ENDS_WITHIN.toNanos()) {
        throw new IOException("kvlane lint did not end within " + ENDS_WITHIN);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != FOUND_CRITICAL) {
      throw new IOException("kvlane lint ended with " + process.exitValue());
    }
    return new LintRun(seconds, peak);
  }

  /** 0 once the process has ended. */
  private static long peakResidentBytes(long pid) {
    try {
      return parsePeak(Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")));
    } catch (IOException e) {
      return 0;
    }
  }

  static long parsePeak(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(PEAK))
        .map(line -> line.substring(PEAK.length()).strip().split(" ", 2)[0])
        .mapToLong(kibibytes -> Long.parseLong(kibibytes) << 10)
        .findFirst()
        .orElse(0);
  }
}
