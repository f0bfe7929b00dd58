package io.kvlane.agent.transfer;

import io.kvlane.agent.config.LiveTrafficSettings;
import io.kvlane.core.rdma.PortTraffic;
import io.kvlane.core.schedule.LiveShare;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.schedule.YieldPolicy;
import io.kvlane.core.schedule.YieldPolicy.Decision;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.host.InfinibandClassReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Reads the RDMA ports' counters for a moment before a run, and says whether the run yields to what
 * they carry. To be asked under the node-wide lock, so that no transfer of kvlane's own is taken
 * for the workers' traffic. One thread.
 *
 * <p>Ports of EFA count no bytes by the standard, so they never put a run off.
 */
final class LiveTraffic {

  /** Shortest time between the two readings, beside the counters' own lag. */
  static final Duration LEAST_APART = Duration.ofMillis(50);

  private final InfinibandClassReader ports;
  private final YieldPolicy policy;
  private final LongSupplier nanoTime;
  private final Pause pause;

  /**
   * Nothing is read before {@link #decide}.
   *
   * @param now the time from which on runs count as not made
   */
  LiveTraffic(InfinibandClassReader ports, LiveTrafficSettings settings, Instant now) {
    this(ports, settings, now, System::nanoTime, Thread::sleep);
  }

  LiveTraffic(
      InfinibandClassReader ports,
      LiveTrafficSettings settings,
      Instant now,
      LongSupplier nanoTime,
      Pause pause) {
    this.ports = ports;
    this.policy = new YieldPolicy(settings.mostRatio(), settings.patience(), now);
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /**
   * Whether to make a run now. A run that no port's traffic concerns, and one on a node without
   * active RDMA ports that count, is not held up.
   */
  Decision decide(PlannedRun planned, Instant now) throws InterruptedException {
    return policy.decide(planned, policy.concerns(planned.key()) ? shares() : List.of(), now);
  }

  /** Takes note of a run that was made, whatever came of it. */
  void made(TransferKey key, Instant at) {
    policy.made(key, at);
  }

  private List<LiveShare> shares() throws InterruptedException {
    long start = nanoTime.getAsLong();
    List<PortTraffic> before = ports.traffic(start);
    if (before.stream().noneMatch(LiveTraffic::tells)) {
      return List.of();
    }
    pause.sleep(LEAST_APART.plus(CounterWatch.lag(before)));
    long end = nanoTime.getAsLong();
    List<PortTraffic> after = ports.traffic(end);
    return LiveShare.of(Duration.ofNanos(end - start), before, after, ports.links());
  }

  private static boolean tells(PortTraffic port) {
    return port.active()
        && (port.receivedBytes().isPresent() || port.transmittedBytes().isPresent());
  }
}
