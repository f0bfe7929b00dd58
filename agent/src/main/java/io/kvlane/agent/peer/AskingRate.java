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

  /** A peer that is answered "not now" asks again, and a meeting consists of several runs. */
  static final int BURST = 20;

  /** As many as there can be configured peers. */
  static final int MOST_ADDRESSES = 1024;

  private static final long NANOS_PER_ASKING = Duration.ofMinutes(1).toNanos() / PER_MINUTE;

  /** By address, the one that asked least recently first. */
  private final Map<String, Long> fullAt =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  /**
   * Whether an address may ask now. If so, it counts as having asked.
   *
   * @param nowNanos time of {@link System#nanoTime}
   */
  boolean mayAsk(String address, long nowNanos) {
    long missing = Math.max(0, fullAt.getOrDefault(address, nowNanos) - nowNanos);
    if (missing > (BURST - 1) * NANOS_PER_ASKING) {
      return false;
    }
    fullAt.put(address, nowNanos + missing + NANOS_PER_ASKING);
    return true;
  }

  /** Addresses of which something is known. */
  int addresses() {
    return fullAt.size();
  }
}
