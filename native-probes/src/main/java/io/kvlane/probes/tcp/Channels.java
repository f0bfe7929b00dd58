package io.kvlane.probes.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends channels and the threads that wait on them. */
final class Channels {

  private static final Duration THREAD_ENDS_WITHIN = Duration.ofSeconds(2);

  private Channels() {}

  static void close(@Nullable Closeable channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a thread whose channels were closed. The region it uses must not go before it. */
  static void join(Thread thread) {
    try {
      if (!thread.join(THREAD_ENDS_WITHIN)) {
        throw new IllegalStateException(thread.getName() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
