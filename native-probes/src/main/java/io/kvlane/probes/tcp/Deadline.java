package io.kvlane.probes.tcp;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes a channel when a move takes too long: blocking channels know no timeout. */
final class Deadline implements AutoCloseable {

  private final SocketChannel channel;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("kvlane-tcp-deadline").factory());
  private volatile boolean passed;
  private @Nullable Future<?> pending;

  Deadline(SocketChannel channel) {
    this.channel = channel;
  }

  void start(Duration failAfter) {
    pending =
        timer.schedule(
            () -> {
              passed = true;
              Channels.close(channel);
            },
            failAfter.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  void stop() {
    if (pending != null) {
      pending.cancel(false);
    }
  }

  boolean passed() {
    return passed;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
