package io.kvlane.agent.inspect;

import io.kvlane.core.rdma.CounterWindow;
import io.kvlane.core.rdma.PortCounters;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.RdmaDevice;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all ports counted during the last five minutes, so that rules can judge rates. One thread.
 */
final class CounterMemory {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Below that, a single event would look like a rate. */
  private static final Duration SHORTEST = Duration.ofSeconds(50);

  /** Readings closer to each other than that add nothing. */
  private static final Duration STEP = Duration.ofSeconds(5);

  private record Reading(long nanos, SortedMap<PortId, PortCounters> counters) {}

  private final Deque<Reading> readings = new ArrayDeque<>();

  /** Takes note of the counters of these devices. */
  void add(List<RdmaDevice> devices, long nowNanos) {
    Reading last = readings.peekLast();
    if (last == null || nowNanos - last.nanos() >= STEP.toNanos()) {
      readings.addLast(new Reading(nowNanos, of(devices)));
    }
    // The last one is as old as a step at most.
    while (nowNanos - readings.getFirst().nanos() > LONGEST.toNanos()) {
      readings.removeFirst();
    }
  }

  /** The longest while that is remembered, empty when that is too short to judge. */
  Optional<CounterWindow> window() {
    if (readings.isEmpty()) {
      return Optional.empty();
    }
    Reading first = readings.getFirst();
    Reading last = readings.getLast();
    Duration length = Duration.ofNanos(last.nanos() - first.nanos());
    return length.compareTo(SHORTEST) < 0
        ? Optional.empty()
        : Optional.of(new CounterWindow(length, first.counters(), last.counters()));
  }

  private static SortedMap<PortId, PortCounters> of(List<RdmaDevice> devices) {
    SortedMap<PortId, PortCounters> counters = new TreeMap<>();
    devices.stream()
        .flatMap(device -> device.ports().stream())
        .forEach(port -> counters.put(port.id(), port.counters()));
    return counters;
  }
}
