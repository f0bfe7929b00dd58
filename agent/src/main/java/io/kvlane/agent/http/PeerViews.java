package io.kvlane.agent.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvlane.core.peer.Asymmetry;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.Membership;
import io.kvlane.core.peer.Pair;
import io.kvlane.core.peer.PairBalance;
import io.kvlane.core.peer.PairBook;
import io.kvlane.core.peer.PairJudge;
import io.kvlane.core.peer.PairState;
import io.kvlane.core.peer.PairTrend;
import io.kvlane.core.peer.SeenPath;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.peer.TrendKind;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The other nodes as the API shows them: the cluster, and the pairs that are shown. */
public final class PeerViews {

  private static final double MILLIS_PER_SECOND = 1e3;

  private final PairBook book;
  private final PairJudge judge;

  private PeerViews(NodeSnapshot snapshot) {
    this.book = snapshot.peers().pairs();
    this.judge = snapshot.judge(snapshot.at());
  }

  /**
   * The other nodes.
   *
   * @param standing what this node says of itself to others
   * @param states how many other nodes are how
   * @param statesOfInterest the same for pairs of interest
   * @param remembered pairs that are remembered, shown or not
   * @param pairs the pairs that are shown, those of interest first, then the worst
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Peers(
      String node,
      Instant at,
      Optional<ClusterShown> cluster,
      StandingView standing,
      Map<String, Long> states,
      Map<String, Long> statesOfInterest,
      int remembered,
      List<PeerView> pairs) {}

  /**
   * Which nodes there are.
   *
   * @param nodes how many, this one included
   * @param pairsOfInterest of this node
   * @param interestWithinSeconds computed time in which all pairs of interest meet, absent without
   *     any
   * @param allWithinSeconds computed time in which all pairs meet, absent where nothing bounds it
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ClusterShown(
      int nodes,
      Optional<String> view,
      String source,
      Instant at,
      Optional<String> problem,
      double epochSeconds,
      int pairsOfInterest,
      Optional<Double> interestWithinSeconds,
      Optional<Double> allWithinSeconds) {}

  /** What a node says of itself. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record StandingView(Optional<Long> linkBytesPerSecond, int pairs, int slowPairs) {}

  /** One pair. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record PeerView(
      String peer,
      boolean ofInterest,
      String state,
      Optional<Instant> lastAttempt,
      Optional<Instant> lastSuccess,
      int unreachableInARow,
      String detail,
      Optional<Long> linkBytesPerSecond,
      List<PathView> paths,
      List<TrendView> trends,
      List<AsymmetryView> asymmetries,
      Optional<StandingView> standing,
      Optional<Instant> standingAt) {}

  /** The path of the latest verified default run of an operation. */
  public record PathView(
      String operation, String pathClass, String transport, boolean fallback, Instant at) {}

  /** How fast runs of one kind are. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record TrendView(
      String operation,
      String postedBy,
      String direction,
      double lastBytesPerSecond,
      double smoothedBytesPerSecond,
      Optional<Double> baselineBytesPerSecond,
      Optional<Double> linkRatio,
      Optional<Double> baselineRatio,
      int runs,
      Instant at,
      boolean fresh) {}

  /** One side against the other. */
  public record AsymmetryView(String weaker, String stronger, double ratio) {}

  public static Peers of(NodeSnapshot snapshot) {
    return new PeerViews(snapshot).peers(snapshot);
  }

  private Peers peers(NodeSnapshot snapshot) {
    return new Peers(
        snapshot.node(),
        snapshot.at(),
        snapshot.peers().cluster().map(this::cluster),
        standing(book.standing(judge)),
        labelled(book.states(judge)),
        labelled(book.statesOfInterest(judge)),
        book.pairs().size(),
        book.shownPairs().map(this::pair).toList());
  }

  private ClusterShown cluster(ClusterReport report) {
    Optional<Membership> known = book.cluster();
    return new ClusterShown(
        report.view().nodes().size(),
        known.map(Membership::hash),
        report.source().label(),
        report.at(),
        report.problem(),
        seconds(report.view().epoch()),
        known.map(cluster -> cluster.ofInterest().size()).orElse(0),
        known
            .map(Membership::revisitOfInterest)
            .filter(Duration::isPositive)
            .map(PeerViews::seconds),
        known.flatMap(Membership::allWithin).map(PeerViews::seconds));
  }

  private PeerView pair(Pair pair) {
    return new PeerView(
        pair.peer(),
        pair.ofInterest(),
        judge.state(pair).label(),
        pair.contact().lastAttempt(),
        pair.contact().lastSuccess(),
        pair.contact().unreachableInARow(),
        pair.contact().detail(),
        RdmaViews.boxed(judge.linkBytesPerSecond(pair)),
        paths(pair),
        trends(pair),
        asymmetries(new PairBalance(judge, pair)),
        pair.heard().map(heard -> standing(heard.standing())),
        pair.heard().map(heard -> heard.at()));
  }

  private List<PathView> paths(Pair pair) {
    List<PathView> paths = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      SeenPath path = pair.paths().get(operation);
      if (path != null) {
        paths.add(
            new PathView(
                operation.label(),
                path.pathClass().label(),
                path.transport().label(),
                judge.isWorse(path),
                path.at()));
      }
    }
    return paths;
  }

  private List<TrendView> trends(Pair pair) {
    List<TrendView> trends = new ArrayList<>();
    for (TrendKind kind : TrendKind.values()) {
      PairTrend trend = pair.trends().get(kind);
      if (trend != null) {
        trends.add(
            new TrendView(
                kind.operation().label(),
                kind.postedHere() ? "this node" : "the other node",
                kind.direction().label(),
                trend.lastBytesPerSecond(),
                trend.smoothedBytesPerSecond(),
                boxed(trend.baselineBytesPerSecond()),
                boxed(judge.linkRatio(pair, trend)),
                boxed(trend.baselineRatio()),
                trend.runs(),
                trend.at(),
                judge.isFresh(pair, trend.at())));
      }
    }
    return trends;
  }

  private static List<AsymmetryView> asymmetries(PairBalance balance) {
    List<AsymmetryView> found = new ArrayList<>();
    balance.directions().map(PeerViews::asymmetry).ifPresent(found::add);
    balance.operations().map(PeerViews::asymmetry).ifPresent(found::add);
    return found;
  }

  private static AsymmetryView asymmetry(Asymmetry<?> found) {
    return new AsymmetryView(found.weaker().label(), found.stronger().label(), found.ratio());
  }

  private static StandingView standing(Standing standing) {
    return new StandingView(
        RdmaViews.boxed(standing.linkBytesPerSecond()), standing.pairs(), standing.slowPairs());
  }

  private static Map<String, Long> labelled(Map<PairState, Long> states) {
    Map<String, Long> labelled = new TreeMap<>();
    states.forEach((state, count) -> labelled.put(state.label(), count));
    return labelled;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS_PER_SECOND;
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
