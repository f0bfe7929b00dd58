package io.kvlane.agent.discovery;

import io.kvlane.agent.config.Peer;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.InterestGroup;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A directory whose view has more pairs of interest: those of the worker pods, after those of the
 * configuration.
 */
public final class PlacedPeers implements PeerDirectory {

  /** As many groups as the configuration may list. */
  private static final int MOST_GROUPS = 1024;

  private final PeerDirectory directory;
  private final Supplier<List<InterestGroup>> found;
  private volatile Joined joined;

  /** A view, and what it was made of. */
  private record Joined(ClusterView of, List<InterestGroup> found, ClusterView view) {

    static Joined of(ClusterView configured, List<InterestGroup> found) {
      // Of too many every agent leaves out the same: those found last, by name of deployment.
      List<InterestGroup> all =
          Stream.concat(configured.interest().stream(), found.stream())
              .distinct()
              .limit(MOST_GROUPS)
              .toList();
      return new Joined(
          configured,
          found,
          all.equals(configured.interest())
              ? configured
              : new ClusterView(configured.nodes(), all, configured.epoch()));
    }
  }

  /**
   * A directory with more pairs of interest.
   *
   * @param found what the pods say; the same object for as long as it says the same
   */
  public PlacedPeers(PeerDirectory directory, Supplier<List<InterestGroup>> found) {
    this.directory = directory;
    this.found = found;
    this.joined = Joined.of(directory.report().view(), found.get());
  }

  @Override
  public void start() {
    directory.start();
  }

  @Override
  public ClusterReport report() {
    ClusterReport report = directory.report();
    List<InterestGroup> groups = found.get();
    Joined known = joined;
    if (!known.of().equals(report.view()) || !known.found().equals(groups)) {
      known = Joined.of(report.view(), groups);
      joined = known;
    }
    return new ClusterReport(known.view(), report.source(), report.at(), report.problem());
  }

  @Override
  public Optional<Peer> address(String node) {
    return directory.address(node);
  }

  @Override
  public void close() {
    directory.close();
  }
}
