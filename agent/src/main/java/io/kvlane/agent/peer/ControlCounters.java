package io.kvlane.agent.peer;

import io.kvlane.core.peer.Refusal;
import io.kvlane.core.peer.SessionResult;
import io.kvlane.core.snapshot.ControlReport;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Counts what happens on the control port. Safe for every thread. */
final class ControlCounters {

  private final Map<Refusal, AtomicLong> refusals = zeros(Refusal.class);
  private final Map<SessionResult, AtomicLong> sessions = zeros(SessionResult.class);
  private volatile int connections;

  void refused(Refusal reason) {
    add(refusals, reason);
  }

  void session(SessionResult result) {
    add(sessions, result);
  }

  /** Takes note of how many connections there are. */
  void connections(int now) {
    connections = now;
  }

  /** All counts, as they are now. */
  ControlReport report() {
    return new ControlReport(values(refusals), values(sessions), connections);
  }

  /** With every key, so that the map itself never changes. */
  private static <E extends Enum<E>> Map<E, AtomicLong> zeros(Class<E> type) {
    Map<E, AtomicLong> zeros = new EnumMap<>(type);
    Arrays.stream(type.getEnumConstants()).forEach(key -> zeros.put(key, new AtomicLong()));
    return Collections.unmodifiableMap(zeros);
  }

  private static <E extends Enum<E>> void add(Map<E, AtomicLong> counts, E key) {
    counts.getOrDefault(key, new AtomicLong()).incrementAndGet();
  }

  private static <E extends Enum<E>> Map<E, Long> values(Map<E, AtomicLong> counts) {
    return counts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, count -> count.getValue().get()));
  }
}
