package io.kvlane.core.schedule;

import io.kvlane.core.rdma.PortId;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a run yields to the workers' traffic. Above a share of a port's rate it is put off, but
 * never for ever: what was not made for as long as the patience lasts is made all the same, with at
 * most 1 MiB.
 *
 * <p>A run that was never made counts as made when the policy began, so nothing needs to be
 * remembered of runs that were last made longer ago than the patience lasts. What is remembered is
 * bounded by the kinds of runs that a node makes, since peers are not told apart.
 *
 * <p>An upper bound of the traffic, from a port that counts packets only, is taken as if it were
 * the traffic: such a port gives nothing better, and the patience limits what that costs. The
 * skipped run's detail says so.
 *
 * <p>One thread.
 */
public final class YieldPolicy {

  /** Most bytes of a run that is made although the ports are busy. */
  public static final long SMALL_BYTES = 1 << 20;

  /** The share of a port's rate from which on nothing is put off. */
  private static final double NEVER = 1;

  private final double mostRatio;
  private final Duration patience;
  private final Instant since;

  /**
   * When runs were last made. With whichever peer: a node that has many meets each of them rarely,
   * and would else yield to nobody.
   */
  private final Map<TransferKey, Instant> made = new HashMap<>();

  /** What is to be done with a run. */
  public sealed interface Decision {

    /**
     * It is made.
     *
     * @param run the run, perhaps with a smaller limit of bytes than before
     */
    record Make(PlannedRun run) implements Decision {}

    /**
     * It is not made now.
     *
     * @param skipped what to note down instead
     */
    record PutOff(TransferRecord skipped) implements Decision {}
  }

  /**
   * A policy that begins now.
   *
   * @param mostRatio share of a port's rate above which a run is put off, above 0; 1 or more never
   *     puts one off
   * @param patience time after which a run is made all the same, above zero
   */
  public YieldPolicy(double mostRatio, Duration patience, Instant now) {
    if (!(mostRatio > 0) || !patience.isPositive()) {
      throw new IllegalArgumentException("a share and a patience above 0, not " + mostRatio);
    }
    this.mostRatio = mostRatio;
    this.patience = patience;
    this.since = now;
  }

  /**
   * Whether the ports' traffic matters for a run: it does where the run can use an RDMA port. A TCP
   * baseline between nodes counts, since its network interface may be the same card.
   */
  public boolean concerns(TransferKey key) {
    return mostRatio < NEVER
        && switch (key.intent()) {
          case DEFAULT, FORCED, STAGED -> true;
          case BASELINE -> key.kind() == TransferKind.PEER;
          case LOCAL -> false;
        };
  }

  /**
   * What is to be done with a run now.
   *
   * @param live what the ports carry, of the ports that tell; of a run that is bound to one port,
   *     only that port matters
   */
  public Decision decide(PlannedRun planned, Collection<LiveShare> live, Instant now) {
    TransferKey key = planned.key();
    Optional<LiveShare> busy =
        concerns(key)
            ? LiveShare.busiest(live.stream().filter(share -> uses(key, share.port())).toList())
                .filter(share -> share.ratio() > mostRatio)
            : Optional.empty();
    if (busy.isEmpty()) {
      return new Decision.Make(planned);
    }
    Duration waited = Duration.between(made.getOrDefault(key.withAnyPeer(), since), now);
    // A clock that was set back must not put a run off for as long as it was set back.
    return !waited.isNegative() && waited.compareTo(patience) < 0
        ? new Decision.PutOff(
            TransferRecord.skipped(key, now, SkipReason.LIVE_TRAFFIC, text(busy.get())))
        : new Decision.Make(planned.cappedTo(SMALL_BYTES));
  }

  private static boolean uses(TransferKey key, PortId port) {
    return key.device().map(port.text()::equals).orElse(true);
  }

  private static String text(LiveShare share) {
    return share.text() + ", more than kvlane.transfer.live-traffic-percent";
  }

  /** Takes note of a run that was made, whatever came of it. */
  public void made(TransferKey key, Instant at) {
    TransferKey kind = key.withAnyPeer();
    made.put(kind, at);
    made.values().removeIf(last -> !at.isBefore(last.plus(patience)));
  }
}
