package io.kvlane.benchmarks.process;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The programs that this benchmark started and has not ended yet. All of them are ended with the
 * benchmark, also when it is interrupted. Safe for several threads.
 */
public final class Children {

  private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);
  private static final Set<Process> RUNNING = new HashSet<>();
  private static boolean ending;

  static {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("kvlane-bench-end").unstarted(Children::endAll));
  }

  private Children() {}

  /**
   * Starts a program; give it to {@link #end} when it is no longer needed.
   *
   * @throws IOException also when the benchmark is ending
   */
  public static synchronized Process start(ProcessBuilder builder) throws IOException {
    if (ending) {
      throw new IOException("the benchmark is ending");
    }
    Process process = builder.start();
    RUNNING.add(process);
    return process;
  }

  /** Ends a program and what it started: asks first, then kills. Idempotent. */
  public static void end(Process process) {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    family.forEach(ProcessHandle::destroyForcibly);
    forget(process);
  }

  private static synchronized void forget(Process process) {
    RUNNING.remove(process);
  }

  private static void endAll() {
    List<Process> left;
    synchronized (Children.class) {
      ending = true;
      left = List.copyOf(RUNNING);
    }
    left.forEach(Children::end);
  }
}
