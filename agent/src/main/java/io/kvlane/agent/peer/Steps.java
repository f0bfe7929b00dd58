package io.kvlane.agent.peer;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Carries out the steps of sessions one after the other, in a thread of its own, since they wait
 * for locks and for probe processes. Safe for every thread.
 */
final class Steps implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Steps.class);

  /** Requests that wait; more are answered at once. A connection has one at a time. */
  static final int MOST_WAITING = 2 * ConnectionGate.MOST_WITHOUT_SESSION;

  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * Its queue has no bound of its own: besides the requests, it holds the ends of connections that
   * have been answered, of which there are never more than connections.
   */
  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("kvlane-serve").factory());

  /**
   * Has a request carried out, unless too many wait already.
   *
   * @return whether it will be
   */
  boolean carryOut(Runnable request) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return false;
    }
    execute(() -> {
      waiting.decrementAndGet();
      request.run();
    });
    return true;
  }

  /** Has a session ended, after all that was asked before. That is never left out. */
  void end(Runnable end) {
    execute(end);
  }

  private void execute(Runnable step) {
    try {
      worker.execute(step);
    } catch (RejectedExecutionException ending) {
      LOG.debug("a step is left out: the agent is ending");
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
