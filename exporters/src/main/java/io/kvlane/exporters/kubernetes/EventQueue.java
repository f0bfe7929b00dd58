package io.kvlane.exporters.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Events that wait to be told: 64 at most, each name once, for an hour at most; and of those that
 * may be told, 10 a minute. What does not fit is counted.
 */
final class EventQueue {

  static final int MOST_WAITING = 64;
  static final int MOST_A_MINUTE = 10;

  private static final Duration RATE_PERIOD = Duration.ofMinutes(1);
  private static final Duration WORTH_TELLING = Duration.ofHours(1);

  private final Map<String, NodeEvent> waiting = new LinkedHashMap<>();
  private final Deque<Instant> told = new ArrayDeque<>();
  private int leftOut;

  /** Adds an event; one that waits already happens once more. */
  void add(NodeEvent event) {
    NodeEvent before = waiting.get(event.name());
    if (before != null) {
      waiting.put(event.name(), event.after(before));
    } else if (waiting.size() < MOST_WAITING) {
      waiting.put(event.name(), event);
    } else {
      leaveOut();
    }
  }

  /** Leaves out what has waited too long. */
  void expire(Instant now) {
    Iterator<NodeEvent> events = waiting.values().iterator();
    while (events.hasNext()) {
      if (events.next().lastAt().plus(WORTH_TELLING).isBefore(now)) {
        events.remove();
        leaveOut();
      }
    }
  }

  /** The event whose turn it is, empty when none waits or no more may be told for now. */
  Optional<NodeEvent> next(Instant now) {
    return mayTell(now) ? waiting.values().stream().findFirst() : Optional.empty();
  }

  /** Whether another may be told. */
  boolean mayTell(Instant now) {
    while (!told.isEmpty() && !now.isBefore(told.getFirst().plus(RATE_PERIOD))) {
      told.removeFirst();
    }
    return told.size() < MOST_A_MINUTE;
  }

  /** Takes note that something was told, or that this was tried. */
  void tried(Instant now) {
    told.addLast(now);
  }

  /** The event waits no longer. */
  void remove(NodeEvent event) {
    waiting.remove(event.name());
  }

  /** Lets all others go first: what keeps this one from being told may be its own namespace. */
  void last(NodeEvent event) {
    NodeEvent own = waiting.remove(event.name());
    if (own != null) {
      waiting.put(event.name(), own);
    }
  }

  /** Counts one that will not be told. */
  void leaveOut() {
    leftOut = leftOut == Integer.MAX_VALUE ? leftOut : leftOut + 1;
  }

  /** How many were left out and not said to be. */
  int leftOut() {
    return leftOut;
  }

  /** It was said how many were left out. */
  void saidWhatWasLeftOut() {
    leftOut = 0;
  }
}
