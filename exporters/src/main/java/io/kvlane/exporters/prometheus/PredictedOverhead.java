package io.kvlane.exporters.prometheus;

import io.kvlane.core.peer.Pair;
import io.kvlane.core.peer.PairJudge;
import io.kvlane.core.peer.PairTrend;
import io.kvlane.core.peer.TrendKind;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a whole KV transfer would add to the time to the first token: the profile's bytes over the
 * median of the bandwidths with which this node reads from others. Where there is none, over the
 * bandwidth of the fresh verified run that resembles a worker pod's transfer most.
 *
 * <p>Runs are capped in bytes and time, so this extrapolates.
 */
final class PredictedOverhead {

  /**
   * Between nodes rather than inside one, then GPU memory rather than host memory: both
   * enumerations are declared in that order. The later run decides what is left.
   */
  private static final Comparator<TransferRecord> RESEMBLANCE =
      Comparator.comparing((TransferRecord run) -> run.key().kind())
          .thenComparing(run -> run.key().memory())
          .thenComparing(TransferRecord::finishedAt);

  private PredictedOverhead() {}

  /**
   * The prediction for one profile.
   *
   * @return seconds, above 0; empty when no fresh run supports one
   */
  static Optional<Double> seconds(KvProfile profile, NodeSnapshot node) {
    return between(profile, node)
        .or(() -> ofRun(profile, node))
        .map(bandwidth -> profile.shape().totalBytes() / bandwidth);
  }

  /** Pairs of interest are the workers' own, so others count only where there is none. */
  private static Optional<Double> between(KvProfile profile, NodeSnapshot node) {
    if (!isMovedBetweenNodes(profile, node)) {
      return Optional.empty();
    }
    PairJudge judge = node.judge(node.at());
    List<Double> ofInterest = reads(node, judge, Pair::ofInterest);
    return median(ofInterest.isEmpty() ? reads(node, judge, _ -> true) : ofInterest);
  }

  /** Nodes transfer the first profile with each other. */
  private static boolean isMovedBetweenNodes(KvProfile profile, NodeSnapshot node) {
    return node.profiles().stream().findFirst().filter(profile::equals).isPresent();
  }

  private static List<Double> reads(NodeSnapshot node, PairJudge judge, Predicate<Pair> which) {
    return node.peers()
        .pairs()
        .all()
        .filter(which)
        .flatMap(pair -> judge.trend(pair, TrendKind.READ_POSTED_HERE).stream())
        .map(PairTrend::smoothedBytesPerSecond)
        .sorted()
        .toList();
  }

  private static Optional<Double> median(List<Double> sorted) {
    int half = sorted.size() / 2;
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2);
  }

  private static Optional<Double> ofRun(KvProfile profile, NodeSnapshot node) {
    return node.freshVerdicts(node.at())
        .filter(run -> resemblesWorker(run.key(), profile))
        .max(RESEMBLANCE)
        .flatMap(TransferRecord::measurement)
        .map(Measurement::bandwidthBytesPerSecond);
  }

  private static boolean resemblesWorker(TransferKey key, KvProfile profile) {
    return key.engine() == Engine.UCX
        && key.operation() == Operation.READ
        && key.profile().equals(profile.name());
  }
}
