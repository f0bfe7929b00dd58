package io.kvlane.agent.peer;

import io.kvlane.agent.config.Peer;
import io.kvlane.agent.discovery.PeerDirectory;
import io.kvlane.agent.peer.PeerRequest.Met;
import io.kvlane.agent.transfer.Meetings;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.Meeting;
import io.kvlane.core.peer.PeerSchedule;
import io.kvlane.core.peer.PlannedMeeting;
import java.time.Instant;
import java.util.Optional;

/**
 * Whom this node meets, by what a directory says of the nodes there are. Safe for every thread.
 *
 * <p>What a view gives is worked out once for each view: that takes a while for many nodes.
 */
public final class PeerMeetings implements Meetings {

  /** Clocks differ by less than an epoch, or nodes would not meet at all. */
  private static final int MOST_EPOCHS_APART = 1;

  private final PeerDirectory directory;
  private final String node;
  private volatile Worked worked;

  /** What was worked out, and of which report. */
  private record Worked(ClusterReport report, Optional<PeerSchedule> schedule, String hash) {

    static Worked of(ClusterReport report) {
      return new Worked(report, report.view().schedule(), report.view().hash());
    }
  }

  /**
   * Meetings of a node.
   *
   * @param node its name
   */
  public PeerMeetings(PeerDirectory directory, String node) {
    this.directory = directory;
    this.node = node;
    this.worked = Worked.of(directory.report());
  }

  private Worked current() {
    ClusterReport report = directory.report();
    Worked known = worked;
    if (!report.view().equals(known.report().view())) {
      known = Worked.of(report);
      worked = known;
    }
    return known;
  }

  @Override
  public Optional<ClusterReport> cluster() {
    return Optional.of(directory.report());
  }

  @Override
  public Optional<PlannedMeeting> planned(Instant now) {
    return current().schedule().flatMap(schedule -> PlannedMeeting.of(schedule, node, now));
  }

  /** Whether there is such a node: names come from outside, too. */
  boolean knows(String peer) {
    return directory.address(peer).isPresent();
  }

  /** Where a node's agent listens, empty when there is no such node. */
  Optional<Peer> address(String peer) {
    return directory.address(peer);
  }

  /** The meeting with a peer that is under way, as it is told to it; empty when there is none. */
  Optional<Met> with(String peer, Instant now) {
    Worked known = current();
    return known
        .schedule()
        .flatMap(schedule -> PlannedMeeting.of(schedule, node, now))
        .filter(planned -> planned.meeting().peer().equals(peer))
        .map(planned -> new Met(known.hash(), planned.epoch()));
  }

  /**
   * Why another node is not to be met now, though it thinks so. Nodes come and go, and not
   * everybody hears of it at the same moment: whoever sees the cluster differently is served all
   * the same while this node meets nobody else.
   *
   * @return empty when it may be served
   */
  Optional<String> objection(String from, Met met, Instant now) {
    Worked known = current();
    long own = known.report().view().epochAt(now);
    // Of two numbers from outside the difference may overflow.
    if (met.epoch() < own - MOST_EPOCHS_APART || met.epoch() > own + MOST_EPOCHS_APART) {
      return Optional.of(
          "it is in epoch %d, not %d: set the same kvlane.peer.epoch on all nodes, and their clocks"
              .formatted(own, met.epoch()));
    }
    Optional<Meeting> planned =
        known.schedule().flatMap(schedule -> schedule.meeting(node, met.epoch()));
    return planned
        .filter(meeting -> !meeting.peer().equals(from))
        .map(meeting ->
            met.view().equals(known.hash())
                ? "it meets " + meeting.peer() + " in this epoch"
                : "it meets %s in this epoch, since it sees %d nodes (view %s, not %s)"
                    .formatted(
                        meeting.peer(),
                        known.report().view().nodes().size(),
                        known.hash(),
                        met.view()));
  }
}
