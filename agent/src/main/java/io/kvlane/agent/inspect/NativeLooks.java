package io.kvlane.agent.inspect;

import io.kvlane.agent.node.NodeState;
import io.kvlane.probes.process.ProbeSlot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes all native looks, one after the other, in a probe process of their own that is ended
 * afterwards: it holds no memory while nobody looks, and what hangs in it delays no transfer.
 *
 * <p>A look that ended its process comes last the next time, and not before some time has passed.
 * One thread.
 */
final class NativeLooks {

  private static final Duration AFTER_AN_END = Duration.ofMinutes(10);

  private final ProbeSlot slot;
  private final NodeState state;
  private final Duration deadline;
  private final Clock clock;

  /** Looks that ended their process, and when they may be taken again. */
  private final Map<NativeLook<?>, Instant> notBefore = new LinkedHashMap<>();

  /**
   * Looks through a process.
   *
   * @param deadline time for each of them
   */
  NativeLooks(ProbeSlot slot, NodeState state, Duration deadline, Clock clock) {
    this.slot = slot;
    this.state = state;
    this.deadline = deadline;
    this.clock = clock;
  }

  /** Takes those looks that are due. */
  void takeAll() throws InterruptedException {
    try {
      for (NativeLook<?> look : inOrder()) {
        if (isDue(look)) {
          awaitSlot();
          take(look);
        }
      }
    } finally {
      slot.rest();
    }
  }

  private List<NativeLook<?>> inOrder() {
    List<NativeLook<?>> order = new ArrayList<>(NativeLook.ALL);
    order.removeAll(notBefore.keySet());
    order.addAll(notBefore.keySet());
    return order;
  }

  private boolean isDue(NativeLook<?> look) {
    return !clock.instant().isBefore(notBefore.getOrDefault(look, Instant.MIN));
  }

  private void awaitSlot() throws InterruptedException {
    Thread.sleep(slot.waiting());
  }

  private <T> void take(NativeLook<T> look) throws InterruptedException {
    NativeLook.Outcome<T> outcome = look.take(slot, deadline, clock);
    state.inspected(before -> look.noted().apply(before, outcome.look()));
    notBefore.remove(look);
    if (outcome.endedProcess()) {
      notBefore.put(look, clock.instant().plus(AFTER_AN_END));
    }
  }
}
