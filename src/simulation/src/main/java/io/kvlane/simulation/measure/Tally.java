package io.kvlane.simulation.measure;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Counts of what happened to meetings. Not thread-safe. */
public final class Tally {

  /** Opening, arming and closing a run, each with its answer. */
  private static final int MESSAGES_PER_RUN = 6;

  /** Asking, and being told "not now". */
  private static final int MESSAGES_PER_REFUSAL = 2;

  private final Map<Refusal, Long> notNow = new EnumMap<>(Refusal.class);
  private final Map<Refusal, Long> lost = new EnumMap<>(Refusal.class);
  private long begun;
  private long sessions;
  private long broken;
  private long unreachable;
  private long messages;

  /** A node asks another one for the first time in a meeting. */
  public void begins() {
    begun++;
  }

  /** A session has ended as it should. */
  public void ended(int runs) {
    sessions++;
    messages += (long) runs * MESSAGES_PER_RUN;
  }

  /** A session has ended because a node left. */
  public void broke() {
    broken++;
  }

  /** Nobody answered. */
  public void unreachable() {
    unreachable++;
  }

  /** Another node answered "not now". */
  public void notNow(Refusal reason) {
    notNow.merge(reason, 1L, Long::sum);
    messages += MESSAGES_PER_REFUSAL;
  }

  /** A meeting did not take place although both nodes were there. */
  public void lost(Refusal reason) {
    lost.merge(reason, 1L, Long::sum);
  }

  /** Meetings that were begun. */
  public long meetings() {
    return begun;
  }

  /** Sessions that ended as they should. */
  public long sessions() {
    return sessions;
  }

  /** Sessions that ended because a node left. */
  public long brokenSessions() {
    return broken;
  }

  /** Meetings in which nobody answered. */
  public long unreachablePeers() {
    return unreachable;
  }

  /** Messages on control channels, each counted once. */
  public long messages() {
    return messages;
  }

  /** "Not now" answers for a reason. */
  public long refusals(Refusal reason) {
    return notNow.getOrDefault(reason, 0L);
  }

  /** Meetings that did not take place, by the last reason. */
  public Map<Refusal, Long> losses() {
    return Collections.unmodifiableMap(lost);
  }
}
