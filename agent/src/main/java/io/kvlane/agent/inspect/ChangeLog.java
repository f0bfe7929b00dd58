package io.kvlane.agent.inspect;

import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.PortLink;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Logs each change of a port's state once, and devices that come or go; in a minute at most twenty
 * lines, so that a link that flaps does not fill the log. One thread.
 */
final class ChangeLog {

  private static final int MOST_IN_A_MINUTE = 20;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Consumer<String> log;
  private long minuteBeganNanos;
  private int logged;
  private int leftOut;

  /**
   * A log that is empty so far.
   *
   * @param log takes the lines
   */
  ChangeLog(Consumer<String> log) {
    this.log = log;
  }

  /** Compares the devices of now with those of before. */
  void update(List<RdmaDevice> before, List<RdmaDevice> after, long nowNanos) {
    if (nowNanos - minuteBeganNanos >= MINUTE.toNanos()) {
      if (leftOut > 0) {
        log.accept(leftOut + " more changes of RDMA ports were not logged");
      }
      minuteBeganNanos = nowNanos;
      logged = 0;
      leftOut = 0;
    }
    for (String change : changes(before, after)) {
      if (logged < MOST_IN_A_MINUTE) {
        logged++;
        log.accept(change);
      } else {
        leftOut++;
      }
    }
  }

  private static List<String> changes(List<RdmaDevice> before, List<RdmaDevice> after) {
    SortedMap<PortId, PortLink> then = links(before);
    SortedMap<PortId, PortLink> now = links(after);
    List<String> changes = new ArrayList<>();
    then.forEach((port, link) -> {
      PortLink next = now.get(port);
      if (next == null) {
        changes.add("RDMA port %s is gone, it was %s".formatted(port.text(), link.text()));
      } else if (next.state() != link.state()) {
        changes.add(
            "RDMA port %s is %s, it was %s".formatted(port.text(), next.text(), link.text()));
      }
    });
    now.forEach((port, link) -> {
      if (!then.containsKey(port)) {
        changes.add("RDMA port %s has appeared, it is %s".formatted(port.text(), link.text()));
      }
    });
    return changes;
  }

  private static SortedMap<PortId, PortLink> links(List<RdmaDevice> devices) {
    SortedMap<PortId, PortLink> links = new TreeMap<>();
    devices.stream()
        .flatMap(device -> device.ports().stream())
        .forEach((RdmaPort port) -> links.put(port.id(), port.link()));
    return links;
  }
}
