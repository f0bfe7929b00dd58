package io.kvlane.core.rdma;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What ports counted at the beginning and at the end of a while. Totals say nothing about now: a
 * port may have been ill last year.
 *
 * @param length how long the while was
 * @param before counters at its beginning, by port
 * @param after counters at its end, by port
 */
public record CounterWindow(
    Duration length,
    SortedMap<PortId, PortCounters> before,
    SortedMap<PortId, PortCounters> after) {

  /** Takes copies. */
  public CounterWindow {
    before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
    after = Collections.unmodifiableSortedMap(new TreeMap<>(after));
  }

  /** The ports that were there at both ends. */
  public List<PortId> ports() {
    return after.keySet().stream().filter(port -> before.containsKey(port)).toList();
  }

  /**
   * By how much a port's counters have risen, by name; only those that have. A counter that fell
   * was set back, and says nothing.
   *
   * @param names counters to look at, by the kernel's names
   */
  public SortedMap<String, Long> rises(PortId port, Collection<String> names) {
    SortedMap<String, Long> rises = new TreeMap<>();
    PortCounters from = before.getOrDefault(port, PortCounters.NONE);
    PortCounters to = after.getOrDefault(port, PortCounters.NONE);
    for (String name : names) {
      OptionalLong then = from.value(name);
      OptionalLong now = to.value(name);
      if (then.isPresent() && now.isPresent() && now.getAsLong() > then.getAsLong()) {
        rises.put(name, now.getAsLong() - then.getAsLong());
      }
    }
    return rises;
  }

  /** A rise over this while, as a rate. */
  public double perSecond(long rise) {
    return rise * 1e9 / length.toNanos();
  }
}
