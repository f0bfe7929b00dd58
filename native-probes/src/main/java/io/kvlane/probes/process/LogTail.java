package io.kvlane.probes.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last lines that a probe process wrote, whatever wrote them: UCX, the JVM or the C library.
 * Bounded in lines and in length, however much is written.
 */
final class LogTail {

  private static final int MOST_LINES = 40;
  private static final int MOST_CHARACTERS = 300;
  private static final Duration DRAINED_WITHIN = Duration.ofMillis(500);

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread reader;

  LogTail(String role, InputStream output) {
    this.reader =
        Thread.ofPlatform().daemon().name("kvlane-" + role + "-log").start(() -> readAll(output));
  }

  private void readAll(InputStream output) {
    try (BufferedReader text =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.ISO_8859_1))) {
      StringBuilder line = new StringBuilder();
      int next = text.read();
      while (next >= 0) {
        if (next == '\n') {
          add(line.toString());
          line.setLength(0);
        } else if (line.length() < MOST_CHARACTERS) {
          line.append(Character.isISOControl(next) ? ' ' : (char) next);
        }
        next = text.read();
      }
      if (!line.isEmpty()) {
        add(line.toString());
      }
    } catch (IOException e) {
      add("(its output ended: " + e.getMessage() + ")");
    }
  }

  private synchronized void add(String line) {
    if (lines.size() == MOST_LINES) {
      lines.removeFirst();
    }
    lines.addLast(line.stripTrailing());
  }

  /** The last lines so far, oldest first. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** The last lines of a process that has ended: waits a little until all it wrote is read. */
  List<String> linesAtEnd() {
    try {
      reader.join(DRAINED_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return lines();
  }
}
