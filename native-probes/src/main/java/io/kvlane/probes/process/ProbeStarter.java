package io.kvlane.probes.process;

import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.ProcessEnd.Reason;
import io.kvlane.probes.protocol.LineChannel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Starts probe processes. The socket lies in a directory that only this user can enter, and both
 * are gone once the process has connected, so that nothing is left behind however the agent ends.
 */
final class ProbeStarter {

  /**
   * The kernel kills a probe process when the thread that started it ends (see {@code
   * PR_SET_PDEATHSIG} in {@code prctl(2)}), so it is one that ends with the agent only.
   */
  private static final ExecutorService SPAWNER =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("kvlane-spawner").factory());

  private static final Duration POLL = Duration.ofMillis(50);

  private final ProbeLaunch launch;
  private final Duration deadline;
  private final Clock clock;

  /**
   * A starter.
   *
   * @param deadline time for a process to start and say hello in
   */
  ProbeStarter(ProbeLaunch launch, Duration deadline, Clock clock) {
    this.launch = launch;
    this.deadline = deadline;
    this.clock = clock;
  }

  /**
   * Starts a process and waits until it said hello.
   *
   * @throws ProbeEndedException when it did not, with its last lines
   * @throws IOException when no process could be started at all
   */
  ProbeProcess start(String role) throws IOException, ProbeEndedException, InterruptedException {
    Path directory =
        Files.createTempDirectory(
            "kvlane-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path socket = directory.resolve("probe");
    SharedMemoryDirectory memory =
        SharedMemoryDirectory.in(SharedMemoryDirectory.PARENT).orElse(null);
    ProbeProcess started = null;
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(socket), 1);
      ProcessBuilder builder = new ProcessBuilder(launch.command(socket)).redirectErrorStream(true);
      builder.environment().clear();
      if (memory != null) {
        builder.environment().put(SharedMemoryDirectory.VARIABLE, memory.path().toString());
      }
      builder.environment().putAll(launch.environment());
      builder.directory(Path.of("/").toFile());
      started = connect(role, spawn(builder), listener, memory);
      return started;
    } finally {
      if (started == null && memory != null) {
        memory.close();
      }
      Files.deleteIfExists(socket);
      Files.deleteIfExists(directory);
    }
  }

  /** Waits until a process is ready; one that is not waited for any longer is ended. */
  private ProbeProcess connect(
      String role,
      Process process,
      ServerSocketChannel listener,
      @Nullable SharedMemoryDirectory memory)
      throws IOException, ProbeEndedException, InterruptedException {
    LogTail log = new LogTail(role, process.getInputStream());
    SocketChannel channel;
    try {
      channel = accept(role, listener, process, log);
    } catch (IOException | InterruptedException e) {
      ProbeProcess.endByForce(process);
      throw e;
    }
    ProbeProcess started =
        new ProbeProcess(role, process, new LineChannel(channel), log, memory, clock);
    started.awaitHello(deadline);
    return started;
  }

  private static Process spawn(ProcessBuilder builder) throws IOException, InterruptedException {
    Future<Process> spawning = SPAWNER.submit(builder::start);
    try {
      return spawning.get();
    } catch (InterruptedException e) {
      SPAWNER.execute(() -> endIfSpawned(spawning));
      throw e;
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }

  private static void endIfSpawned(Future<Process> spawned) {
    if (spawned.state() == Future.State.SUCCESS) {
      spawned.resultNow().destroyForcibly();
    }
  }

  private SocketChannel accept(
      String role, ServerSocketChannel listener, Process process, LogTail log)
      throws IOException, ProbeEndedException, InterruptedException {
    listener.configureBlocking(false);
    long giveUpAt = System.nanoTime() + deadline.toNanos();
    try (Selector selector = Selector.open()) {
      listener.register(selector, SelectionKey.OP_ACCEPT);
      while (true) {
        selector.select(POLL.toMillis());
        if (Thread.interrupted()) {
          throw new InterruptedException("the agent is ending");
        }
        SocketChannel channel = listener.accept();
        if (channel != null) {
          channel.configureBlocking(true);
          return channel;
        }
        if (!process.isAlive()) {
          throw ended(
              role, process, log, Reason.CRASHED, ProbeProcess.exitText(process) + " at start");
        }
        if (System.nanoTime() - giveUpAt >= 0) {
          throw ended(
              role, process, log, Reason.HUNG, "not ready within " + deadline.toMillis() + " ms");
        }
      }
    }
  }

  private ProbeEndedException ended(
      String role, Process process, LogTail log, Reason reason, String detail) {
    ProbeProcess.endByForce(process);
    return new ProbeEndedException(
        role, new ProcessEnd(clock.instant(), reason, detail, log.linesAtEnd()));
  }
}
