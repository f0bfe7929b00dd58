package io.kvlane.agent.it;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition by asking again and again, for a bounded time. */
public final class Await {

  /** Far above what any condition takes, even on a machine whose cores are all busy. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration PAUSE = Duration.ofMillis(25);

  private Await() {}

  /** Waits until a condition holds. */
  public static void until(String what, BooleanSupplier condition) {
    value(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until there is a value. */
  public static <T> T value(String what, Supplier<Optional<T>> source) {
    return value(what, PATIENCE, source);
  }

  /** Waits until there is a value, and says what was waited for when there is none in time. */
  static <T> T value(String what, Duration patience, Supplier<Optional<T>> source) {
    return value(what, patience, PAUSE, source);
  }

  /** The same with a pause of this length between two questions, where asking costs something. */
  static <T> T value(String what, Duration patience, Duration pause, Supplier<Optional<T>> source) {
    CompletableFuture<T> found = new CompletableFuture<>();
    try (ScheduledThreadPoolExecutor poller = new ScheduledThreadPoolExecutor(1)) {
      ScheduledFuture<?> polling =
          poller.scheduleWithFixedDelay(
              () -> poll(source, found), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
      try {
        return found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        throw new AssertionError("not within " + patience.toSeconds() + " s: " + what, e);
      } catch (ExecutionException e) {
        throw new AssertionError("while waiting for: " + what, e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for: " + what, e);
      } finally {
        polling.cancel(true);
      }
    }
  }

  private static <T> void poll(Supplier<Optional<T>> source, CompletableFuture<T> found) {
    try {
      source.get().ifPresent(found::complete);
    } catch (RuntimeException | AssertionError e) {
      found.completeExceptionally(e);
    }
  }
}
