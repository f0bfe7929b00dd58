package io.kvlane.core.peer;

import io.kvlane.core.transfer.TransferRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All pairs that this node is one of and that it remembers: {@value #MOST_PAIRS} at most. When one
 * more comes, the one is forgotten that is missed least: no pair of interest, then the best, then
 * the one heard of longest ago. Immutable.
 *
 * @param leastLinkRatio share of the link's rate below which a pair is slow, 0 to leave that out
 * @param cluster which nodes there are, empty where nobody says so
 * @param pairs pairs by name of the other node
 * @param shown names of those with series of their own, those of interest first, then the worst
 */
public record PairBook(
    double leastLinkRatio,
    Optional<Membership> cluster,
    Map<String, Pair> pairs,
    List<String> shown) {

  /** Most pairs that are remembered. */
  public static final int MOST_PAIRS = 1024;

  /** Most pairs that a node is judged by. */
  public static final int STANDING_OVER = 32;

  /** No pairs, and no limit below which one would be slow on its link. */
  public static final PairBook NONE = empty(0);

  /**
   * Share of an epoch in which all runs of a meeting begin: none begins before 15 % or after 80 %
   * of it, and the next meeting of the two is another epoch's.
   */
  private static final double MEETING_RATIO = 0.65;

  private static final Duration MEETING_WITHOUT_EPOCH = Duration.ofSeconds(13);

  /** Takes copies. */
  public PairBook {
    pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
    shown = List.copyOf(shown);
  }

  /** A book without pairs. */
  public static PairBook empty(double leastLinkRatio) {
    return new PairBook(leastLinkRatio, Optional.empty(), Map.of(), List.of());
  }

  /** The book after a run that this node posted. */
  public PairBook with(TransferRecord run, PairJudge judge) {
    Duration meeting =
        cluster
            .map(known -> (long) (MEETING_RATIO * known.view().epoch().toMillis()))
            .map(Duration::ofMillis)
            .orElse(MEETING_WITHOUT_EPOCH);
    return changed(run.key().peer().orElseThrow(), pair -> pair.with(run, meeting), judge);
  }

  /** The book after a run that another node posted and this one served. */
  public PairBook served(ServedRun run, PairJudge judge) {
    return changed(run.key().peer().orElseThrow(), pair -> pair.with(run), judge);
  }

  /** The book after another node said something of itself. */
  public PairBook heard(String peer, Standing standing, PairJudge judge) {
    return changed(peer, pair -> pair.with(new HeardStanding(standing, judge.now())), judge);
  }

  /** A node that is not there is no pair: what is said of it comes late. */
  private PairBook changed(String peer, UnaryOperator<Pair> change, PairJudge judge) {
    if (!cluster.map(known -> known.isPeer(peer)).orElse(true)) {
      return this;
    }
    Map<String, Pair> next = new HashMap<>(pairs);
    next.put(peer, change.apply(pairs.getOrDefault(peer, Pair.of(peer, isOfInterest(peer)))));
    if (next.size() > MOST_PAIRS) {
      next.remove(
          PairOrder.leastMissed(
              next.values().stream().filter(pair -> !pair.peer().equals(peer)).toList(), judge));
    }
    return new PairBook(leastLinkRatio, cluster, next, shown);
  }

  /** The book with which nodes there are now: pairs with nodes that are gone are forgotten. */
  public PairBook known(ClusterView view, String self) {
    if (cluster.filter(before -> before.view().equals(view)).isPresent()) {
      return this;
    }
    Membership now = Membership.of(view, self);
    Map<String, Pair> left = new HashMap<>();
    pairs.forEach((peer, pair) -> {
      if (now.isPeer(peer)) {
        left.put(peer, pair.ofInterest(now.ofInterest().contains(peer)));
      }
    });
    return new PairBook(
        leastLinkRatio, Optional.of(now), left, shown.stream().filter(left::containsKey).toList());
  }

  /**
   * The book with pairs to show chosen anew.
   *
   * @param most how many there may be
   */
  public PairBook showing(int most, PairJudge judge) {
    List<String> now = PairOrder.shown(pairs.values(), new LinkedHashSet<>(shown), most, judge);
    return now.equals(shown) ? this : new PairBook(leastLinkRatio, cluster, pairs, now);
  }

  /** Whether this node and another one are a pair of interest. */
  public boolean isOfInterest(String peer) {
    return cluster.filter(known -> known.ofInterest().contains(peer)).isPresent();
  }

  /** The pair with another node, empty when it is not remembered. */
  public Optional<Pair> pair(String peer) {
    return Optional.ofNullable(pairs.get(peer));
  }

  /** The pairs that have series of their own. */
  public Stream<Pair> shownPairs() {
    return shown.stream().flatMap(peer -> pair(peer).stream());
  }

  /** All pairs, by name. */
  public Stream<Pair> all() {
    return pairs.values().stream().sorted(Comparator.comparing(Pair::peer));
  }

  /**
   * The pairs measured last, up to {@value #STANDING_OVER}, the latest first. Who judges a node by
   * its pairs looks at these: a day's worth of earlier ones would hide a NIC that broke just now.
   */
  public List<Pair> latestMeasured(PairJudge judge) {
    return pairs.values().stream()
        .filter(judge::isMeasured)
        .sorted(Comparator.comparing(PairBook::measuredAt).reversed().thenComparing(Pair::peer))
        .limit(STANDING_OVER)
        .toList();
  }

  private static Instant measuredAt(Pair pair) {
    return pair.paths().values().stream()
        .map(SeenPath::at)
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  /** What this node says of itself. */
  public Standing standing(PairJudge judge) {
    List<Pair> measured = latestMeasured(judge);
    return new Standing(
        judge.ownLinkBytesPerSecond(),
        measured.size(),
        (int) measured.stream().filter(judge::isSlow).count());
  }

  /** How many other nodes are how, every state from 0 on; none of a pair that is not remembered. */
  public Map<PairState, Long> states(PairJudge judge) {
    return states(pairs.values(), cluster.map(Membership::peers).orElse(pairs.size()), judge);
  }

  /** The same for pairs of interest. */
  public Map<PairState, Long> statesOfInterest(PairJudge judge) {
    Set<String> ofInterest = cluster.map(Membership::ofInterest).orElse(Set.of());
    return states(
        pairs.values().stream().filter(Pair::ofInterest).toList(), ofInterest.size(), judge);
  }

  private static Map<PairState, Long> states(Collection<Pair> known, int all, PairJudge judge) {
    Map<PairState, Long> states = new EnumMap<>(PairState.class);
    for (PairState state : PairState.values()) {
      states.put(state, 0L);
    }
    known.forEach(pair -> states.merge(judge.state(pair), 1L, Long::sum));
    states.merge(PairState.NOT_MEASURED, (long) all - known.size(), Long::sum);
    return states;
  }
}
