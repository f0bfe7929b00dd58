package io.kvlane.agent.transfer;

import io.kvlane.core.schedule.ByteBudget;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The byte budget of everything that this agent transfers, whether it posts or serves. Safe for
 * every thread.
 */
public final class NodeBudget {

  private final AtomicReference<ByteBudget> budget;

  /** A budget that is what it is now. */
  public NodeBudget(ByteBudget budget) {
    this.budget = new AtomicReference<>(budget);
  }

  /** How long to wait until bytes may be moved; zero when they may be moved now. */
  public Duration waitFor(long bytes) {
    return budget.get().waitFor(bytes, System.nanoTime());
  }

  /**
   * Charges for bytes.
   *
   * @return what is left
   */
  public ByteBudget spend(long bytes) {
    long nowNanos = System.nanoTime();
    return budget.updateAndGet(before -> before.spend(bytes, nowNanos));
  }
}
