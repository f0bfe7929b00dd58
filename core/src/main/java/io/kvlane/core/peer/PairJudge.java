package io.kvlane.core.peer;

import io.kvlane.core.path.Expectation;
import io.kvlane.core.transfer.TransferResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Judges pairs at one moment, by what is known of this node then. Pure.
 *
 * @param expectation the path that bytes should take
 * @param ownLinkBytesPerSecond rate of this node's fastest active RDMA port, empty without one
 * @param leastLinkRatio share of the link's rate below which a pair is slow, 0 to leave that out
 * @param freshness how long runs speak for now
 * @param now the time of judging
 */
public record PairJudge(
    Optional<Expectation> expectation,
    OptionalLong ownLinkBytesPerSecond,
    double leastLinkRatio,
    PairFreshness freshness,
    Instant now) {

  /** Share of the baseline below which a pair is slow: what degrades it further teaches nothing. */
  public static final double LEAST_BASELINE_RATIO = PairTrend.LEARNS_FROM;

  private static final List<TrendKind> POSTED_HERE =
      List.of(TrendKind.READ_POSTED_HERE, TrendKind.WRITE_POSTED_HERE);

  /** Whether something that happened between the two then still speaks for now. */
  public boolean isFresh(Pair pair, Instant then) {
    return freshness.isFresh(then, pair.ofInterest(), now);
  }

  /** How fast runs of one kind are now, empty when the latest is too old. */
  public Optional<PairTrend> trend(Pair pair, TrendKind kind) {
    return Optional.ofNullable(pair.trends().get(kind)).filter(trend -> isFresh(pair, trend.at()));
  }

  /** Whether there are two fresh runs at least: one alone may be an accident. */
  boolean isConfirmed(Pair pair, PairTrend trend) {
    return trend.previousAt().filter(before -> isFresh(pair, before)).isPresent();
  }

  /** The paths that bytes take now, of runs that this node posts. */
  public Stream<SeenPath> paths(Pair pair) {
    return pair.paths().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .filter(path -> isFresh(pair, path.at()));
  }

  /** Whether there is a fresh verified run that judges the path, and that this node posted. */
  public boolean isMeasured(Pair pair) {
    for (SeenPath path : pair.paths().values()) {
      if (isFresh(pair, path.at())) {
        return true;
      }
    }
    return false;
  }

  /** What the other node says of itself, empty when that is too old. */
  public Optional<Standing> standing(Pair pair) {
    return pair.heard().filter(heard -> isFresh(pair, heard.at())).map(HeardStanding::standing);
  }

  /**
   * Rate of the slower of both nodes' fastest active ports.
   *
   * @return empty when either node has none; where the other one has said nothing, this node's
   */
  public OptionalLong linkBytesPerSecond(Pair pair) {
    Optional<Standing> other = standing(pair);
    if (ownLinkBytesPerSecond.isEmpty() || other.isEmpty()) {
      return ownLinkBytesPerSecond;
    }
    OptionalLong theirs = other.get().linkBytesPerSecond();
    return theirs.isEmpty()
        ? theirs
        : OptionalLong.of(Math.min(ownLinkBytesPerSecond.getAsLong(), theirs.getAsLong()));
  }

  /** Smoothed bandwidth over the link's rate; empty where there is no link to compare with. */
  public OptionalDouble linkRatio(Pair pair, PairTrend trend) {
    OptionalLong link = linkBytesPerSecond(pair);
    return link.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(trend.smoothedBytesPerSecond() / link.getAsLong());
  }

  /** Whether runs of one kind are slower than the link or their own past allows. */
  public boolean isSlow(Pair pair, PairTrend trend) {
    return linkRatio(pair, trend).orElse(1) < leastLinkRatio
        || trend.baselineRatio().orElse(1) < LEAST_BASELINE_RATIO;
  }

  /** Whether the runs are slow that this node posts. */
  public boolean isSlow(Pair pair) {
    for (TrendKind kind : POSTED_HERE) {
      if (trend(pair, kind).filter(trend -> isSlow(pair, trend)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Whether they are slow, and that was seen twice at least. */
  public boolean isConfirmedSlow(Pair pair) {
    return POSTED_HERE.stream()
        .flatMap(kind -> trend(pair, kind).stream())
        .anyMatch(trend -> isConfirmed(pair, trend) && isSlow(pair, trend));
  }

  /** Whether bytes take a worse path than expected. */
  public boolean fallsBack(Pair pair) {
    for (SeenPath path : pair.paths().values()) {
      if (isFresh(pair, path.at()) && isWorse(path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a path is worse than expected. */
  public boolean isWorse(SeenPath path) {
    return expectation
        .flatMap(expected -> expected.path().satisfiedBy(path.pathClass(), path.memory()))
        .map(satisfied -> !satisfied)
        .orElse(false);
  }

  /** Whether the last attempt is fresh. */
  public boolean isAttempted(Pair pair) {
    return pair.contact().lastAttempt().filter(at -> isFresh(pair, at)).isPresent();
  }

  /** The worst that holds of a pair. */
  public PairState state(Pair pair) {
    boolean attempted = isAttempted(pair);
    if (pair.corrupt().filter(run -> isFresh(pair, run.finishedAt())).isPresent()) {
      return PairState.CORRUPT;
    } else if (fallsBack(pair)) {
      return PairState.FALLBACK;
    } else if (attempted && pair.contact().unreachableInARow() > 0) {
      return PairState.UNREACHABLE;
    } else if (attempted && pair.contact().lastDefault().filter(this::isFailure).isPresent()) {
      return PairState.FAILING;
    } else if (isSlow(pair)) {
      return PairState.SLOW;
    }
    return isMeasured(pair) ? PairState.MEASURED : PairState.NOT_MEASURED;
  }

  private boolean isFailure(TransferResult result) {
    return switch (result) {
      case FAILED, TIMED_OUT -> true;
      case OK, CORRUPT, UNREACHABLE, SKIPPED -> false;
    };
  }

  /** The lowest of all its ratios, empty when there is none. */
  public OptionalDouble lowestRatio(Pair pair) {
    double lowest = Double.POSITIVE_INFINITY;
    for (TrendKind kind : POSTED_HERE) {
      Optional<PairTrend> trend = trend(pair, kind);
      if (trend.isPresent()) {
        lowest = Math.min(lowest, linkRatio(pair, trend.get()).orElse(Double.POSITIVE_INFINITY));
        lowest = Math.min(lowest, trend.get().baselineRatio().orElse(Double.POSITIVE_INFINITY));
      }
    }
    PairBalance balance = new PairBalance(this, pair);
    lowest = Math.min(lowest, ratio(balance.directions()));
    lowest = Math.min(lowest, ratio(balance.operations()));
    return Double.isInfinite(lowest) ? OptionalDouble.empty() : OptionalDouble.of(lowest);
  }

  private static double ratio(Optional<? extends Asymmetry<?>> asymmetry) {
    return asymmetry.isPresent() ? asymmetry.get().ratio() : Double.POSITIVE_INFINITY;
  }
}
