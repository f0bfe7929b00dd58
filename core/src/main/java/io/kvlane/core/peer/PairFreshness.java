package io.kvlane.core.peer;

import io.kvlane.core.transfer.TransferRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a run with another node speaks for now. A pair is met again at its own pace, which in a
 * large cluster is far slower than the rounds inside a node.
 *
 * @param ofInterest age up to which a run of a pair of interest is fresh
 * @param others the same for all other pairs
 */
public record PairFreshness(Duration ofInterest, Duration others) {

  /** Nothing speaks for now, however short ago it was. */
  public static final PairFreshness NONE =
      new PairFreshness(Duration.ofDays(-1), Duration.ofDays(-1));

  private static final int TIMES = 3;

  /** Whatever the size of the cluster, nothing older speaks for now. */
  private static final Duration MOST = Duration.ofHours(24);

  /**
   * Three intervals or three visits, whichever is longer, and 24 hours at most.
   *
   * @param interval time between two rounds inside the node
   */
  public static PairFreshness of(Duration interval, Optional<Membership> cluster) {
    return new PairFreshness(
        times(interval, cluster.map(Membership::revisitOfInterest)),
        times(interval, cluster.map(Membership::revisitOthers)));
  }

  private static Duration times(Duration interval, Optional<Duration> revisit) {
    Duration longer = revisit.filter(pace -> pace.compareTo(interval) > 0).orElse(interval);
    Duration age = longer.multipliedBy(TIMES);
    return age.compareTo(MOST) > 0 ? MOST : age;
  }

  /** Whether something that happened between the two then still speaks for now. */
  public boolean isFresh(Instant then, boolean pairOfInterest, Instant now) {
    return !then.plus(pairOfInterest ? ofInterest : others).isBefore(now);
  }

  /** The same for a run with another node. */
  public boolean isFresh(TransferRecord run, PairBook pairs, Instant now) {
    boolean interest = run.key().peer().filter(pairs::isOfInterest).isPresent();
    return isFresh(run.finishedAt(), interest, now);
  }
}
