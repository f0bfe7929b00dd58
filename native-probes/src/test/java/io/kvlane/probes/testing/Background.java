package io.kvlane.probes.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A call on a thread of its own.
 *
 * @param <T> what it returns
 */
public final class Background<T> {

  private final FutureTask<T> task;
  private final Thread thread;

  private Background(Callable<T> call) {
    task = new FutureTask<>(call);
    thread = Thread.ofPlatform().daemon().name("test-background").start(task);
  }

  /** Starts a call. */
  public static <T> Background<T> start(Callable<T> call) {
    return new Background<>(call);
  }

  /** Interrupts the thread. */
  public void interrupt() {
    thread.interrupt();
  }

  /** What the call returned, once it has; its exception is the cause of the one thrown here. */
  public T get() throws ExecutionException, InterruptedException, TimeoutException {
    return task.get(2 * Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }
}
