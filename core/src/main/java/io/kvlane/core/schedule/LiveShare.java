package io.kvlane.core.schedule;

import io.kvlane.core.rdma.LinkRate;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.PortLink;
import io.kvlane.core.rdma.PortTraffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much of its rate a port carried for a while, in its busier direction: a link carries its rate
 * both ways at once.
 *
 * @param port the port
 * @param ratio bytes a second over the link's rate, at least 0; headers aside, at most 1 where
 *     bytes are counted
 * @param atMost whether that is an upper bound, since the port counts packets only
 */
public record LiveShare(PortId port, double ratio, boolean atMost) {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double PERCENT = 100;

  /**
   * The shares of the ports of which two readings tell one. Left out are ports that came or went,
   * were not active throughout, have no rate, or count nothing; and of each port the directions
   * that are not counted or whose counters were set back meanwhile.
   *
   * @param length time between the readings, above zero
   * @param before the first reading
   * @param after the second reading
   * @param links links of the ports, as they are after it
   */
  public static List<LiveShare> of(
      Duration length,
      Collection<PortTraffic> before,
      Collection<PortTraffic> after,
      Map<PortId, PortLink> links) {
    if (!length.isPositive()) {
      throw new IllegalArgumentException("a share over " + length);
    }
    List<LiveShare> shares = new ArrayList<>();
    for (PortTraffic now : after) {
      Optional<LinkRate> rate =
          Optional.ofNullable(links.get(now.id()))
              .filter(PortLink::isActive)
              .flatMap(PortLink::rate);
      Optional<PortTraffic> then =
          before.stream().filter(port -> port.id().equals(now.id())).findFirst();
      if (rate.isPresent() && then.isPresent()) {
        share(length, then.get(), now, rate.get()).ifPresent(shares::add);
      }
    }
    return List.copyOf(shares);
  }

  /** The busiest of several; empty for none. */
  public static Optional<LiveShare> busiest(Collection<LiveShare> shares) {
    return shares.stream().max(Comparator.comparingDouble(LiveShare::ratio));
  }

  private static Optional<LiveShare> share(
      Duration length, PortTraffic then, PortTraffic now, LinkRate rate) {
    // A port that began to count otherwise between the readings has two counters, not one.
    if (!then.active() || !now.active() || then.atMost() != now.atMost()) {
      return Optional.empty();
    }
    OptionalLong received = rise(then.receivedBytes(), now.receivedBytes());
    OptionalLong transmitted = rise(then.transmittedBytes(), now.transmittedBytes());
    if (received.isEmpty() && transmitted.isEmpty()) {
      return Optional.empty();
    }
    long moved = Math.max(received.orElse(0), transmitted.orElse(0));
    double perSecond = moved * NANOS_PER_SECOND / length.toNanos();
    return Optional.of(new LiveShare(now.id(), perSecond / rate.bytesPerSecond(), now.atMost()));
  }

  private static OptionalLong rise(OptionalLong then, OptionalLong now) {
    return then.isPresent() && now.isPresent() && now.getAsLong() >= then.getAsLong()
        ? OptionalLong.of(now.getAsLong() - then.getAsLong())
        : OptionalLong.empty();
  }

  /** The share in words, such as {@code mlx5_0:1 carries 31 % of its rate}. */
  public String text() {
    return "%s carries %s%d %% of its rate%s"
        .formatted(
            port.text(),
            atMost ? "at most " : "",
            Math.round(ratio * PERCENT),
            atMost ? " (it counts packets, not bytes)" : "");
  }
}
