package io.kvlane.core.peer;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a view of the cluster means to one of its nodes. Made once a view: it costs as much as the
 * view is long.
 *
 * @param view the cluster
 * @param self name of this node
 * @param hash of the view
 * @param peers how many other nodes there are
 * @param ofInterest names of those with which this node is a pair of interest
 * @param revisitOfInterest time after which a pair of interest is met again, zero without any
 * @param revisitOthers time after which any other pair is met again, on average or at most; zero
 *     where there is nobody to meet
 * @param allWithin time in which every pair meets, empty where nothing bounds it
 */
public record Membership(
    ClusterView view,
    String self,
    String hash,
    int peers,
    Set<String> ofInterest,
    Duration revisitOfInterest,
    Duration revisitOthers,
    Optional<Duration> allWithin) {

  /** Takes a copy. */
  public Membership {
    ofInterest = Set.copyOf(ofInterest);
  }

  /** What a view means to a node. */
  static Membership of(ClusterView view, String self) {
    Optional<PeerSchedule> schedule = view.schedule();
    return new Membership(
        view,
        self,
        view.hash(),
        view.nodes().size() - (isAmong(view, self) ? 1 : 0),
        interestOf(view, self),
        schedule.map(meetings -> meetings.revisit(true)).orElse(Duration.ZERO),
        schedule.map(meetings -> meetings.revisit(false)).orElse(Duration.ZERO),
        schedule.flatMap(meetings -> within(view, meetings)));
  }

  private static Optional<Duration> within(ClusterView view, PeerSchedule schedule) {
    return schedule.epochsForAll().stream()
        .mapToObj(epochs -> view.epoch().multipliedBy(epochs))
        .findFirst();
  }

  private static Set<String> interestOf(ClusterView view, String self) {
    Set<String> peers = new HashSet<>();
    for (InterestGroup group : view.interest()) {
      if (group.prefill().contains(self)) {
        peers.addAll(group.decode());
      }
      if (group.decode().contains(self)) {
        peers.addAll(group.prefill());
      }
    }
    peers.removeIf(peer -> peer.equals(self) || !isAmong(view, peer));
    return peers;
  }

  /** Whether another node is there. */
  boolean isPeer(String name) {
    return !name.equals(self) && isAmong(view, name);
  }

  private static boolean isAmong(ClusterView view, String name) {
    return Collections.binarySearch(view.nodes(), name) >= 0;
  }
}
