package io.kvlane.simulation.cluster;

import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.Meeting;
import io.kvlane.core.peer.PeerSchedule;
import io.kvlane.core.peer.PlannedMeeting;
import java.time.Instant;
import java.util.Optional;

/**
 * The cluster as some agents see it, and the meetings that follow from it: the agents' own code,
 * shared by all that see the same.
 */
public final class View {

  private final ClusterView cluster;
  private final String hash;
  private final Optional<PeerSchedule> even;
  private final Optional<PeerSchedule> odd;

  /** A schedule remembers one epoch; clocks that differ ask for two in turn, so there are two. */
  View(ClusterView cluster) {
    this.cluster = cluster;
    this.hash = cluster.hash();
    this.even = cluster.schedule();
    this.odd = cluster.schedule();
  }

  /** What it is a view of. */
  public ClusterView cluster() {
    return cluster;
  }

  /** What agents compare. */
  public String hash() {
    return hash;
  }

  /** Number of the epoch of a time. */
  public long epochAt(Instant now) {
    return cluster.epochAt(now);
  }

  /** Whom a node meets in an epoch. */
  public Optional<Meeting> meeting(String node, long epoch) {
    return schedule(epoch).flatMap(known -> known.meeting(node, epoch));
  }

  /** What a node begins in the epoch of now. */
  public Optional<PlannedMeeting> planned(String node, Instant now) {
    return schedule(epochAt(now)).flatMap(known -> PlannedMeeting.of(known, node, now));
  }

  /** The meetings, empty where there is nobody to meet. */
  public Optional<PeerSchedule> schedule(long epoch) {
    return Math.floorMod(epoch, 2) == 0 ? even : odd;
  }
}
