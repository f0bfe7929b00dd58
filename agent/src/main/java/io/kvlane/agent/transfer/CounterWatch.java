package io.kvlane.agent.transfer;

import io.kvlane.core.path.Lane;
import io.kvlane.core.path.NetdevCounterDelta;
import io.kvlane.core.path.NicCounterDelta;
import io.kvlane.core.rdma.PortTraffic;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import io.kvlane.probes.host.NetClassReader;
import io.kvlane.probes.host.NetdevCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the counters of NICs and network interfaces around a run. Two readings before it tell how
 * much live traffic there is. One thread.
 */
final class CounterWatch {

  /** What the kernel assumes for hw_counters unless a device says otherwise. */
  private static final long DEFAULT_LAG_MILLIS = 10;

  private static final long MOST_LAG_MILLIS = 1000;

  private final InfinibandClassReader infiniband;
  private final NetClassReader net;

  CounterWatch(HostRoot root) {
    this.infiniband = new InfinibandClassReader(root);
    this.net = new NetClassReader(root);
  }

  /** All counters at one moment. */
  record Reading(long atNanos, List<PortTraffic> ports, List<NetdevCounters> netdevs) {

    /** Time after which the devices have updated their counters; zero without devices. */
    Duration lag() {
      return CounterWatch.lag(ports);
    }

    /**
     * Lanes with the RDMA transport of their own device: UCX names a device, not what its port
     * speaks.
     */
    List<Lane> lanes(List<Lane> named) {
      return named.stream()
          .map(lane ->
              lane.transport() == Transport.INFINIBAND
                  ? new Lane(lane.resource(), transportOf(lane), lane.remoteMemoryAccess())
                  : lane)
          .toList();
    }

    /** A resource is a transport and a device with its port, such as rc_mlx5/mlx5_0:1. */
    private Transport transportOf(Lane lane) {
      String device = lane.resource().substring(lane.resource().indexOf('/') + 1);
      return ports.stream()
          .filter(port -> device.equals(port.id().text()))
          .map(PortTraffic::transport)
          .findFirst()
          .orElse(Transport.UNKNOWN);
    }

    /** The RDMA transports of ports that are active. */
    Set<Transport> rdmaTransports() {
      Set<Transport> found = EnumSet.noneOf(Transport.class);
      ports.stream().filter(PortTraffic::active).map(PortTraffic::transport).forEach(found::add);
      return found;
    }
  }

  /** Time after which devices have updated the counters of their ports; zero without ports. */
  static Duration lag(List<PortTraffic> ports) {
    long millis =
        ports.stream()
            .mapToLong(port -> port.countersLagMillis().orElse(DEFAULT_LAG_MILLIS))
            .max()
            .orElse(0);
    return Duration.ofMillis(Math.min(millis, MOST_LAG_MILLIS));
  }

  Reading read() {
    long nowNanos = System.nanoTime();
    return new Reading(nowNanos, infiniband.traffic(nowNanos), net.read());
  }

  /**
   * How the NICs' counters moved.
   *
   * @param quietStart first reading before the run
   * @param before second reading before the run
   * @param after reading after the run, later than {@link Reading#lag}
   */
  static List<NicCounterDelta> nics(Reading quietStart, Reading before, Reading after) {
    List<NicCounterDelta> deltas = new ArrayList<>();
    for (PortTraffic port : after.ports()) {
      Optional<PortTraffic> then = same(before, port);
      Optional<PortTraffic> earlier = same(quietStart, port);
      if (then.isPresent()
          && earlier.isPresent()
          && countsOn(earlier.get(), then.get())
          && countsOn(then.get(), port)) {
        double quietNanos = Math.max(1, before.atNanos() - quietStart.atNanos());
        double runNanos = after.atNanos() - before.atNanos();
        double live = moved(earlier.get(), then.get()) * (runNanos / quietNanos);
        deltas.add(
            new NicCounterDelta(
                port.id().device(),
                port.id().number(),
                port.transport(),
                moved(then.get(), port),
                (long) live,
                true,
                port.atMost()));
      }
    }
    return deltas;
  }

  /** How the interfaces' counters moved, without those that stood still. */
  static List<NetdevCounterDelta> netdevs(Reading before, Reading after) {
    List<NetdevCounterDelta> deltas = new ArrayList<>();
    for (NetdevCounters now : after.netdevs()) {
      before.netdevs().stream()
          .filter(then -> then.netdev().equals(now.netdev()))
          .findFirst()
          .map(then -> delta(then, now))
          .filter(delta -> delta.movedBytes() > 0)
          .ifPresent(deltas::add);
    }
    return deltas;
  }

  private static NetdevCounterDelta delta(NetdevCounters then, NetdevCounters now) {
    return new NetdevCounterDelta(
        now.netdev(),
        Math.max(
            now.receivedBytes() - then.receivedBytes(),
            now.transmittedBytes() - then.transmittedBytes()));
  }

  private static Optional<PortTraffic> same(Reading reading, PortTraffic port) {
    return reading.ports().stream().filter(other -> other.id().equals(port.id())).findFirst();
  }

  /** Whether a port counts, and did not begin anew since an earlier reading. */
  private static boolean countsOn(PortTraffic then, PortTraffic now) {
    return rises(then.receivedBytes(), now.receivedBytes())
        && rises(then.transmittedBytes(), now.transmittedBytes());
  }

  private static boolean rises(OptionalLong then, OptionalLong now) {
    return then.isPresent() && now.isPresent() && now.getAsLong() >= then.getAsLong();
  }

  private static long moved(PortTraffic then, PortTraffic now) {
    return Math.max(
        now.receivedBytes().orElseThrow() - then.receivedBytes().orElseThrow(),
        now.transmittedBytes().orElseThrow() - then.transmittedBytes().orElseThrow());
  }
}
