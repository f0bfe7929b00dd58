package io.kvlane.agent.kubernetes;

import io.kvlane.core.peer.InterestGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The groups of interest in force. Each change gives all agents another view of the cluster, and so
 * other meetings: pods that come and go one after the other, as they do in a rolling update, change
 * it once they have been quiet for half a minute, or every five minutes where they never are. Not
 * safe for several threads.
 */
final class InterestKeeper {

  /** Time without a change after which a change is taken. */
  static final Duration QUIET = Duration.ofSeconds(30);

  /** Time after which a change is taken though it goes on. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private List<InterestGroup> inForce = List.of();
  private List<InterestGroup> latest = List.of();
  private Instant differsSince = Instant.EPOCH;
  private Instant changedAt = Instant.EPOCH;

  /** Takes note of what the pods say now. */
  void see(List<InterestGroup> groups, Instant now) {
    if (groups.equals(latest)) {
      return;
    }
    if (latest.equals(inForce)) {
      differsSince = now;
    }
    latest = List.copyOf(groups);
    changedAt = now;
  }

  /**
   * Takes a change whose time has come.
   *
   * @return whether the groups in force are others now
   */
  boolean settle(Instant now) {
    if (latest.equals(inForce)
        || (now.isBefore(changedAt.plus(QUIET)) && now.isBefore(differsSince.plus(LONGEST)))) {
      return false;
    }
    inForce = latest;
    return true;
  }

  /** The groups in force. */
  List<InterestGroup> inForce() {
    return inForce;
  }
}
