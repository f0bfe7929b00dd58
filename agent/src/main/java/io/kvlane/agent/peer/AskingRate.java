package io.kvlane.agent.peer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each remote address asks for sessions: a token bucket for each, kept as the time at
 * which it will be full again. One thread.
 */
final class AskingRate {

  /**
   * One a second: a session takes about that long with all its steps, and a node serves one at a
   * time.
   */
  static final int PER_MINUTE = 60;

  /**
   * A peer that is answered "busy" asks again after a quarter of a second on average, until its
   * part of a meeting is over, which is 13 s by default.
   */
  static final int BURST = 60;

  /** As many as there can be configured peers. */
  static final int MOST_ADDRESSES = 1024;

  private final long nanosPerAsking;
  private final int burst;

  /** By address, the one that asked least recently first. */
  private final Map<String, Long> fullAt =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  AskingRate() {
    this(PER_MINUTE, BURST);
  }

  AskingRate(int perMinute, int burst) {
    this.nanosPerAsking = Duration.ofMinutes(1).toNanos() / perMinute;
    this.burst = burst;
  }

  /**
   * Whether an address may ask now. If so, it counts as having asked.
   *
   * @param nowNanos time of {@link System#nanoTime}
   */
  boolean mayAsk(String address, long nowNanos) {
    long missing = Math.max(0, fullAt.getOrDefault(address, nowNanos) - nowNanos);
    if (missing > (burst - 1) * nanosPerAsking) {
      return false;
    }
    fullAt.put(address, nowNanos + missing + nanosPerAsking);
    return true;
  }

  /** Addresses of which something is known. */
  int addresses() {
    return fullAt.size();
  }
}
