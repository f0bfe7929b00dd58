package io.kvlane.probes.process;

import io.kvlane.probes.protocol.SessionMark;
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

  private static final int MOST_LINES = 200;
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
    notifyAll();
  }

  /** The last lines so far, oldest first, without the marks of sessions. */
  synchronized List<String> lines() {
    return lines.stream().filter(line -> !SessionMark.isMark(line)).toList();
  }

  /**
   * What was written between the marks of a session that has run.
   *
   * @param patience time for the end mark to arrive: output takes another way than answers
   * @return nothing when either mark is not among the last lines
   */
  synchronized List<String> between(SessionMark mark, Duration patience)
      throws InterruptedException {
    long giveUpAt = System.nanoTime() + patience.toNanos();
    while (!lines.contains(mark.end())) {
      long leftMillis = Duration.ofNanos(giveUpAt - System.nanoTime()).toMillis();
      if (leftMillis <= 0) {
        return List.of();
      }
      wait(leftMillis);
    }
    List<String> all = List.copyOf(lines);
    int begin = all.lastIndexOf(mark.begin());
    int end = all.lastIndexOf(mark.end());
    return begin < 0 || begin > end ? List.of() : all.subList(begin + 1, end);
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
