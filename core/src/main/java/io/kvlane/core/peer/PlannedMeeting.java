package io.kvlane.core.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A meeting that a node begins, and when in its epoch. Clocks of nodes differ and a meeting takes a
 * while, so none begins near the end of an epoch, nor at its very start; who begins when in between
 * is drawn, so that agents do not all transfer at once.
 *
 * @param meeting with whom
 * @param epoch number of the epoch
 * @param opens when to begin
 * @param closes when not to begin any more, nor to ask again
 */
public record PlannedMeeting(Meeting meeting, long epoch, Instant opens, Instant closes) {

  private static final double EARLIEST = 0.15;
  private static final double LATEST = 0.5;
  private static final double CLOSES = 0.8;

  /**
   * The meeting that a node begins in the epoch of now.
   *
   * @return empty when it meets nobody, or is the one that serves
   */
  public static Optional<PlannedMeeting> of(PeerSchedule schedule, String node, Instant now) {
    ClusterView view = schedule.view();
    long epoch = view.epochAt(now);
    Instant start = Instant.ofEpochMilli(epoch * view.epoch().toMillis());
    return schedule
        .meeting(node, epoch)
        .filter(Meeting::initiates)
        .map(meeting ->
            new PlannedMeeting(
                meeting,
                epoch,
                start.plus(share(view.epoch(), opening(node, epoch))),
                start.plus(share(view.epoch(), CLOSES))));
  }

  /** Whether it may begin. */
  public boolean isOpen(Instant now) {
    return !now.isBefore(opens) && now.isBefore(closes);
  }

  private static double opening(String node, long epoch) {
    double drawn = (Draw.of(node.hashCode(), epoch).next() >>> 11) * 0x1p-53;
    return EARLIEST + (LATEST - EARLIEST) * drawn;
  }

  private static Duration share(Duration epoch, double share) {
    return Duration.ofMillis((long) (epoch.toMillis() * share));
  }
}
