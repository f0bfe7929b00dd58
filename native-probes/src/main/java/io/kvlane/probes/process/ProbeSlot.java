package io.kvlane.probes.process;

import io.kvlane.core.schedule.Backoff;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.ProcessEnd.Reason;
import io.kvlane.core.snapshot.ProcessReport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place of one probe process: started when it is needed, replaced when it has ended, with
 * back-off when it keeps ending. Counts each end once. Safe for several threads.
 */
public final class ProbeSlot implements AutoCloseable {

  /** Several missed heartbeats, on a machine whose cores are all busy. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(4);

  private final String role;
  private final ProbeStarter starter;
  private final Clock clock;
  private final Map<Reason, Long> ends = new EnumMap<>(Reason.class);
  private @Nullable ProbeProcess current;
  private @Nullable ProcessEnd lastEnd;
  private int failuresInARow;
  private long startAgainAtNanos = System.nanoTime();
  private long acquiredAtNanos = System.nanoTime();
  private boolean closed;

  /**
   * An empty slot.
   *
   * @param role what it is for: initiator, responder or inspector
   * @param startDeadline time for a process to become ready in
   */
  public ProbeSlot(String role, ProbeLaunch launch, Duration startDeadline, Clock clock) {
    this.role = role;
    this.starter = new ProbeStarter(launch, startDeadline, clock);
    this.clock = clock;
  }

  /**
   * The running process, started if need be. Called by one thread, which gives all commands.
   *
   * <p>It does not wait for the end of a back-off: whoever keeps calling asks {@link #waiting}
   * first.
   *
   * @throws ProbeEndedException when it cannot be started
   */
  public ProbeProcess acquire() throws ProbeEndedException, InterruptedException {
    synchronized (this) {
      noticeEnd();
      if (closed) {
        throw new IllegalStateException("the agent is ending");
      }
      acquiredAtNanos = System.nanoTime();
      if (current != null) {
        return current;
      }
    }
    return start();
  }

  private ProbeProcess start() throws ProbeEndedException, InterruptedException {
    ProbeProcess started;
    try {
      started = starter.start(role);
    } catch (IOException e) {
      ProcessEnd end =
          new ProcessEnd(
              clock.instant(), Reason.CRASHED, "cannot be started: " + e.getMessage(), List.of());
      note(end);
      throw new ProbeEndedException(role, end);
    } catch (ProbeEndedException e) {
      note(e.end());
      throw e;
    }
    synchronized (this) {
      if (closed) {
        started.close();
        throw new IllegalStateException("the agent is ending");
      }
      current = started;
    }
    return started;
  }

  /** Time until the process may be started again; zero when it runs or may be started now. */
  public synchronized Duration waiting() {
    noticeEnd();
    long left = startAgainAtNanos - System.nanoTime();
    return current != null || left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }

  /** Time since the running process was last asked for; zero when none runs. */
  public synchronized Duration unused() {
    return current == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - acquiredAtNanos);
  }

  /** Says that the process did what it should: the back-off starts from the beginning. */
  public synchronized void succeeded() {
    failuresInARow = 0;
  }

  /** Notices a process that has ended or fell silent. Called from time to time by a watchdog. */
  public void watch() {
    ProbeProcess watched;
    synchronized (this) {
      watched = current;
    }
    if (watched != null) {
      watched.endIfSilent(LONGEST_SILENCE);
    }
    synchronized (this) {
      noticeEnd();
    }
  }

  /** The state of the slot now. */
  public synchronized ProcessReport report() {
    noticeEnd();
    return new ProcessReport(
        role,
        Optional.ofNullable(current).map(ProbeProcess::pid),
        ends,
        Optional.ofNullable(lastEnd));
  }

  private void noticeEnd() {
    if (current != null && current.end().isPresent()) {
      ProbeProcess ended = current;
      current = null;
      if (!ended.endedByAgent()) {
        note(ended.end().get());
      }
    }
  }

  private synchronized void note(ProcessEnd end) {
    ends.merge(end.reason(), 1L, Long::sum);
    lastEnd = end;
    failuresInARow++;
    startAgainAtNanos = System.nanoTime() + Backoff.after(failuresInARow).toNanos();
  }

  /** Ends the process, if there is one, until it is needed again. That counts as no end. */
  public synchronized void rest() {
    noticeEnd();
    if (current != null) {
      current.close();
      current = null;
    }
  }

  /** Ends the process for good. */
  @Override
  public synchronized void close() {
    closed = true;
    rest();
  }
}
