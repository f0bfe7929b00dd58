package io.kvlane.core.snapshot;

import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The RDMA devices of a node.
 *
 * @param sysfs the last look at sysfs, which polls the links; empty before the first
 * @param countersAt when the counters in it were read, empty before the first look
 * @param verbs the last look at libibverbs, empty before the first
 * @param known devices that this node has or had
 */
public record RdmaInventory(
    Optional<Look<List<RdmaDevice>>> sysfs,
    Optional<Instant> countersAt,
    Optional<VerbsView> verbs,
    KnownDevices known) {

  /** Nobody has looked yet. */
  public static final RdmaInventory NONE =
      new RdmaInventory(Optional.empty(), Optional.empty(), Optional.empty(), KnownDevices.NONE);

  /** Links are polled every second; what is older says nothing about now. */
  private static final Duration STALE_AFTER = Duration.ofSeconds(30);

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

  /** The ports that are there now; none when nobody can tell. */
  public Stream<RdmaPort> ports(Instant now) {
    return devices(now).stream().flatMap(List::stream).flatMap(device -> device.ports().stream());
  }
}
