package io.kvlane.probes.process;

import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.ProcessEnd.Reason;
import io.kvlane.probes.protocol.LineChannel;
import io.kvlane.probes.protocol.ProbeCommand;
import io.kvlane.probes.protocol.ProbeMessage;
import io.kvlane.probes.protocol.ProbeRequest;
import io.kvlane.probes.protocol.ProtocolException;
import io.kvlane.probes.protocol.SessionMark;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One running probe process. Commands are given by one thread at a time; the end may be noticed by
 * any thread, and is final: whoever notices first says why.
 */
public final class ProbeProcess implements AutoCloseable {

  /** How often a waiting caller looks whether the process has ended. */
  private static final Duration POLL = Duration.ofMillis(20);

  /** No request waits for an answer; requests count from 1. */
  private static final long NOTHING = 0;

  private static final Duration KILLED_WITHIN = Duration.ofSeconds(2);
  private static final Duration ENDS_WITHIN = Duration.ofMillis(300);

  private final String role;
  private final Process process;
  private final LineChannel channel;
  private final LogTail log;
  private final @Nullable SharedMemoryDirectory memory;
  private final Clock clock;
  private final BlockingQueue<ProbeMessage> answers = new ArrayBlockingQueue<>(1);
  private final AtomicReference<@Nullable ProcessEnd> end = new AtomicReference<>();
  private final CountDownLatch hello = new CountDownLatch(1);
  private final AtomicLong awaitedId = new AtomicLong(NOTHING);
  private volatile boolean endedByAgent;
  private volatile long heardNanos = System.nanoTime();
  private long lastId;

  /**
   * A process that has connected.
   *
   * @param memory its shared memory, removed when it has ended; null when there is none
   */
  ProbeProcess(
      String role,
      Process process,
      LineChannel channel,
      LogTail log,
      @Nullable SharedMemoryDirectory memory,
      Clock clock) {
    this.role = role;
    this.process = process;
    this.channel = channel;
    this.log = log;
    this.memory = memory;
    this.clock = clock;
    Thread.ofPlatform().daemon().name("kvlane-" + role + "-messages").start(this::readAll);
  }

  /**
   * Waits until the process has said that it is ready.
   *
   * @throws ProbeEndedException when it ended, or did not say so by the deadline
   */
  void awaitHello(Duration deadline) throws ProbeEndedException, InterruptedException {
    long giveUpAt = System.nanoTime() + deadline.toNanos();
    try {
      while (!hello.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        requireRunning();
        if (System.nanoTime() - giveUpAt >= 0) {
          throw ended(Reason.HUNG, "not ready within " + deadline.toMillis() + " ms");
        }
      }
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Process id. */
  public long pid() {
    return process.pid();
  }

  /** How the process ended, empty while it runs. */
  public Optional<ProcessEnd> end() {
    return Optional.ofNullable(end.get());
  }

  /**
   * Gives a command and waits for the answer.
   *
   * @param deadline time to answer in; a process that misses it is killed
   * @throws ProbeEndedException when the process ended, or was ended for its silence or for what it
   *     said
   * @throws ProbeRefusedException when the process is well but could not do it
   * @throws InterruptedException when the calling thread was interrupted; the process is ended
   *     then, since its answer would be taken for that of the next command
   */
  public <R> R call(ProbeCommand<R> command, Duration deadline)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    requireRunning();
    lastId++;
    awaitedId.set(lastId);
    try {
      channel.send(new ProbeRequest(LineChannel.VERSION, lastId, deadline.toMillis(), command));
    } catch (ClosedByInterruptException e) {
      close();
      Thread.interrupted();
      throw new InterruptedException();
    } catch (IOException e) {
      throw ended(Reason.CRASHED, "it no longer listens: " + e.getMessage());
    }
    ProbeMessage answer = await(command, deadline);
    if (answer.problem() != null) {
      throw new ProbeRefusedException(answer.problem());
    }
    if (answer.result() == null) {
      throw ended(Reason.PROTOCOL, "its answer has neither result nor problem");
    }
    try {
      return LineChannel.read(answer.result(), command.answerType());
    } catch (ProtocolException e) {
      throw ended(Reason.PROTOCOL, String.valueOf(e.getMessage()));
    }
  }

  private ProbeMessage await(ProbeCommand<?> command, Duration deadline)
      throws ProbeEndedException, InterruptedException {
    long giveUpAt = System.nanoTime() + deadline.toNanos();
    try {
      while (true) {
        ProcessEnd before = end.get();
        ProbeMessage answer = answers.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (answer != null) {
          return answer;
        }
        if (before != null) {
          throw new ProbeEndedException(role, before);
        }
        if (System.nanoTime() - giveUpAt >= 0) {
          throw ended(
              Reason.HUNG,
              "no answer to "
                  + command.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                  + " within "
                  + deadline.toMillis()
                  + " ms");
        }
      }
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  /** What the process wrote about a session that has run; nothing when that is not known. */
  List<String> outputOf(SessionMark session, Duration patience) throws InterruptedException {
    return log.between(session, patience);
  }

  private void requireRunning() throws ProbeEndedException {
    ProcessEnd seen = end.get();
    if (seen != null) {
      throw new ProbeEndedException(role, seen);
    }
  }

  /**
   * Ends the process if nothing was heard of it for too long. Called from time to time by a
   * watchdog.
   */
  void endIfSilent(Duration longest) {
    long silentNanos = System.nanoTime() - heardNanos;
    if (silentNanos > longest.toNanos() && end.get() == null) {
      endFor(Reason.HUNG, "no heartbeat for " + silentNanos / 1_000_000 + " ms");
    }
  }

  private void readAll() {
    try {
      Optional<ProbeMessage> message = channel.receive(ProbeMessage.class);
      while (message.isPresent()) {
        heardNanos = System.nanoTime();
        take(message.get());
        message = channel.receive(ProbeMessage.class);
      }
      endFor(Reason.CRASHED, "");
    } catch (ProtocolException e) {
      endFor(Reason.PROTOCOL, String.valueOf(e.getMessage()));
    } catch (ClosedChannelException closedHere) {
      // The process was ended here, and the reason noted.
    } catch (IOException e) {
      endFor(Reason.CRASHED, String.valueOf(e.getMessage()));
    }
  }

  private void take(ProbeMessage message) throws ProtocolException {
    if (message.v() != LineChannel.VERSION) {
      throw new ProtocolException("it speaks version " + message.v());
    }
    if (message.type() == ProbeMessage.Type.HELLO) {
      hello.countDown();
    } else if (message.type() == ProbeMessage.Type.ANSWER) {
      if (message.id() == NOTHING || !awaitedId.compareAndSet(message.id(), NOTHING)) {
        throw new ProtocolException("it answered request " + message.id() + " without being asked");
      }
      answers.add(message);
    }
  }

  private ProbeEndedException ended(Reason reason, String detail) {
    return new ProbeEndedException(role, endFor(reason, detail));
  }

  /** Ends the process, unless it has ended; the first reason stays. */
  private synchronized ProcessEnd endFor(Reason reason, String detail) {
    ProcessEnd known = end.get();
    if (known != null) {
      return known;
    }
    boolean byItself = reason == Reason.CRASHED && exitsSoon();
    kill();
    String how = byItself ? exitText(process) + (detail.isEmpty() ? "" : "; " + detail) : detail;
    ProcessEnd noted =
        new ProcessEnd(
            clock.instant(),
            reason,
            how.isEmpty() ? "it closed its connection" : how,
            log.linesAtEnd());
    end.set(noted);
    return noted;
  }

  private boolean exitsSoon() {
    try {
      return process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Java reports a signal as 128 and its number. */
  static String exitText(Process process) {
    int status = process.exitValue();
    return status > 128 ? "killed by signal " + (status - 128) : "exit status " + status;
  }

  /**
   * Kills a process and leaves its output to be read: {@link Process#destroyForcibly} also closes
   * the streams, and the last lines, which say why, would be lost.
   */
  static void endByForce(Process process) {
    boolean requested = process.toHandle().destroyForcibly();
    if (!requested && process.isAlive()) {
      process.destroyForcibly();
    }
  }

  private void kill() {
    endByForce(process);
    try {
      channel.close();
      process.getOutputStream().close();
    } catch (IOException alreadyBroken) {
      // The other end is gone, and so are both streams.
    }
    try {
      if (!process.waitFor(KILLED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        System.getLogger(ProbeProcess.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "process {0} does not end after SIGKILL: it hangs in the kernel",
                Long.toString(process.pid()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (memory != null) {
      memory.close();
    }
  }

  /** Ends a process that did nothing wrong. Not counted as an end. */
  @Override
  public synchronized void close() {
    if (end.get() == null) {
      endedByAgent = true;
      kill();
      end.set(new ProcessEnd(clock.instant(), Reason.CRASHED, "ended by the agent", log.lines()));
    }
  }

  /** Whether the process was running well until it was closed. */
  boolean endedByAgent() {
    return endedByAgent;
  }
}
