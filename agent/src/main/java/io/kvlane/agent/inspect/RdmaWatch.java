package io.kvlane.agent.inspect;

import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.state.DeviceMemory;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.PortLink;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.probes.host.InfinibandClassReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Watches the RDMA devices in sysfs: the links at every turn, everything else every ten seconds, or
 * as soon as devices come or go. Counters are asked for less often because firmware answers for
 * them, on some functions with a complaint in the kernel's log. One thread.
 */
final class RdmaWatch {

  private static final Duration ALL_EVERY = Duration.ofSeconds(10);

  private final InfinibandClassReader reader;
  private final DeviceMemory memory;
  private final NodeState state;
  private final ChangeLog changes;
  private final CounterMemory counters = new CounterMemory();
  private ProbeResult<List<RdmaDevice>> last = new ProbeResult.Failed<>("not looked at yet");
  private Instant countersAt = Instant.EPOCH;
  private long allNanos;

  RdmaWatch(InfinibandClassReader reader, DeviceMemory memory, NodeState state, ChangeLog changes) {
    this.reader = reader;
    this.memory = memory;
    this.state = state;
    this.changes = changes;
  }

  /** Looks once, and takes note of it. */
  void turn(Instant now, long nowNanos) {
    ProbeResult<List<RdmaDevice>> before = last;
    long start = System.nanoTime();
    if (isAllDue(nowNanos)) {
      last = reader.look(nowNanos);
      allNanos = nowNanos;
      countersAt = now;
      counters.add(devices(last), nowNanos);
    } else if (before instanceof ProbeResult.Observed<List<RdmaDevice>>(var devices)) {
      Map<PortId, PortLink> links = reader.links();
      last =
          new ProbeResult.Observed<>(devices.stream().map(device -> device.with(links)).toList());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (!(last instanceof ProbeResult.Failed)) {
      memory.note(devices(last), now, nowNanos);
      if (!(before instanceof ProbeResult.Failed)) {
        changes.update(devices(before), devices(last), nowNanos);
      }
    }
    state.polled(
        new Look<>(last, now, took),
        countersAt,
        memory.known(),
        counters.window(),
        memory.problem());
  }

  private boolean isAllDue(long nowNanos) {
    return last instanceof ProbeResult.Failed
        || nowNanos - allNanos >= ALL_EVERY.toNanos()
        || !reader.names().equals(names(devices(last)));
  }

  private static Set<String> names(List<RdmaDevice> devices) {
    return devices.stream().map(RdmaDevice::name).collect(Collectors.toSet());
  }

  private static List<RdmaDevice> devices(ProbeResult<List<RdmaDevice>> result) {
    return result instanceof ProbeResult.Observed<List<RdmaDevice>>(var devices)
        ? devices
        : List.of();
  }
}
