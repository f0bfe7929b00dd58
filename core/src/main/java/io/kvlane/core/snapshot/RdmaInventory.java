package io.kvlane.core.snapshot;

import io.kvlane.core.rdma.CounterWindow;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.LinkRate;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The RDMA devices of a node.
 *
 * @param sysfs the last look at sysfs, which polls the links; empty before the first
 * @param countersAt when the counters in it were read, empty before the first look
 * @param verbs the last look at libibverbs, empty before the first
 * @param known devices that this node has or had
 * @param window what the ports counted over the last minutes, empty until it is long enough
 * @param expected how many devices the operator says there are, empty when nobody does
 */
public record RdmaInventory(
    Optional<Look<List<RdmaDevice>>> sysfs,
    Optional<Instant> countersAt,
    Optional<VerbsView> verbs,
    KnownDevices known,
    Optional<CounterWindow> window,
    OptionalInt expected) {

  /** Nobody has looked yet. */
  public static final RdmaInventory NONE =
      new RdmaInventory(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          KnownDevices.NONE,
          Optional.empty(),
          OptionalInt.empty());

  /** Links are polled every second; what is older says nothing about now. */
  private static final Duration STALE_AFTER = Duration.ofSeconds(30);

  /** The same with another look at libibverbs. */
  public RdmaInventory with(VerbsView view) {
    return new RdmaInventory(sysfs, countersAt, Optional.of(view), known, window, expected);
  }

  /** The same with another while that ports counted over, empty when there is none yet. */
  public RdmaInventory with(Optional<CounterWindow> windowNow) {
    return new RdmaInventory(sysfs, countersAt, verbs, known, windowNow, expected);
  }

  /** The same with what the operator says there should be. */
  public RdmaInventory expecting(OptionalInt devices) {
    return new RdmaInventory(sysfs, countersAt, verbs, known, window, devices);
  }

  /**
   * The devices that are there now.
   *
   * @return empty when nobody can tell: nobody looked, the look failed, or it was too long ago; an
   *     empty list when there is no device
   */
  public Optional<List<RdmaDevice>> devices(Instant now) {
    return sysfs
        .filter(look -> !look.at().plus(STALE_AFTER).isBefore(now))
        .flatMap(look ->
            switch (look.result()) {
              case ProbeResult.Observed<List<RdmaDevice>>(List<RdmaDevice> devices) ->
                  Optional.of(devices);
              case ProbeResult.NotPresent<List<RdmaDevice>> none -> Optional.of(List.of());
              case ProbeResult.Failed<List<RdmaDevice>> failed -> Optional.empty();
              case ProbeResult.TimedOut<List<RdmaDevice>> late -> Optional.empty();
            });
  }

  /**
   * What the rules say of the ports that are there now, each with what it counted over the last
   * minutes; nothing before that is known.
   */
  public <T> Stream<T> overWindow(
      Instant now, BiFunction<CounterWindow, PortId, Optional<T>> judging) {
    return window.stream()
        .flatMap(counted -> ports(now).flatMap(port -> judging.apply(counted, port.id()).stream()));
  }

  /** Rate of the fastest active port; empty when there is none, or nobody can tell. */
  public OptionalLong fastestBytesPerSecond(Instant now) {
    return ports(now)
        .filter(port -> port.link().isActive())
        .flatMap(port -> port.link().rate().stream())
        .mapToLong(LinkRate::bytesPerSecond)
        .max();
  }

  /** The ports that are there now; none when nobody can tell. */
  public Stream<RdmaPort> ports(Instant now) {
    return devices(now).stream().flatMap(List::stream).flatMap(device -> device.ports().stream());
  }
}
