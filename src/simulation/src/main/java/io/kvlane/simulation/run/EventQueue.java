package io.kvlane.simulation.run;

import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Simulated time: what happens next happens at once. What is due together happens in order. */
final class EventQueue {

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long nowNanos;
  private long queued;
  private long happened;

  private record Event(long atNanos, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  /** The time now, since the start. */
  long nowNanos() {
    return nowNanos;
  }

  /** How many things have happened. */
  long happened() {
    return happened;
  }

  /** Lets something happen at a time, or now if that has passed. */
  void at(long atNanos, Runnable action) {
    events.add(new Event(Math.max(atNanos, nowNanos), queued++, action));
  }

  /** Lets something happen after a while. */
  void after(long nanos, Runnable action) {
    at(nowNanos + nanos, action);
  }

  /** Lets everything happen until a time, or until it is done. */
  void run(long endNanos, BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      Event next = events.peek();
      if (next == null || next.atNanos() > endNanos) {
        nowNanos = endNanos;
        return;
      }
      events.remove();
      nowNanos = next.atNanos();
      happened++;
      next.action().run();
    }
  }
}
