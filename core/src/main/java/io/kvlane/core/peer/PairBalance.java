package io.kvlane.core.peer;

import static io.kvlane.core.peer.TrendKind.READ_POSTED_HERE;
import static io.kvlane.core.peer.TrendKind.READ_POSTED_THERE;
import static io.kvlane.core.peer.TrendKind.WRITE_POSTED_HERE;
import static io.kvlane.core.peer.TrendKind.WRITE_POSTED_THERE;

import io.kvlane.core.transfer.Labelled;
import io.kvlane.core.transfer.Operation;
import java.util.Optional;

/**
 * Whether a pair is as fast in one direction as in the other, and in reading as in writing.
 *
 * <p>Only like is compared with like: one operation in both directions, one direction with both
 * operations. That takes runs posted by both nodes, and keeps a weak direction apart from a weak
 * operation. Each side needs two fresh verified runs.
 */
public final class PairBalance {

  /** Share of the stronger side below which the weaker one is a matter of its own. */
  public static final double LEAST_RATIO = 0.5;

  private final PairJudge judge;
  private final Pair pair;

  /** The balance of a pair, as somebody judges it. */
  public PairBalance(PairJudge judge, Pair pair) {
    this.judge = judge;
    this.pair = pair;
  }

  /** Inbound against outbound, empty when they cannot be compared. */
  public Optional<Asymmetry<Direction>> directions() {
    return compared(
        Direction.INBOUND,
        new TrendKind[] {READ_POSTED_HERE, WRITE_POSTED_THERE},
        Direction.OUTBOUND,
        new TrendKind[] {READ_POSTED_THERE, WRITE_POSTED_HERE});
  }

  /** Reading against writing, empty when they cannot be compared. */
  public Optional<Asymmetry<Operation>> operations() {
    return compared(
        Operation.READ,
        new TrendKind[] {READ_POSTED_HERE, READ_POSTED_THERE},
        Operation.WRITE,
        new TrendKind[] {WRITE_POSTED_THERE, WRITE_POSTED_HERE});
  }

  /** The direction that is much weaker than the other, empty when none is. */
  public Optional<Asymmetry<Direction>> weakDirection() {
    return directions().filter(found -> found.ratio() < LEAST_RATIO);
  }

  /** The operation that is much weaker than the other, empty when none is. */
  public Optional<Asymmetry<Operation>> weakOperation() {
    return operations().filter(found -> found.ratio() < LEAST_RATIO);
  }

  /** Adds up those of the sides' kinds that have a counterpart, which stands at the same place. */
  private <T extends Labelled> Optional<Asymmetry<T>> compared(
      T one, TrendKind[] ofOne, T other, TrendKind[] ofOther) {
    double sumOfOne = 0;
    double sumOfOther = 0;
    int compared = 0;
    for (int i = 0; i < ofOne.length; i++) {
      Optional<PairTrend> first = confirmed(ofOne[i]);
      Optional<PairTrend> second = confirmed(ofOther[i]);
      if (first.isPresent() && second.isPresent()) {
        sumOfOne += first.get().smoothedBytesPerSecond();
        sumOfOther += second.get().smoothedBytesPerSecond();
        compared++;
      }
    }
    return compared == 0
        ? Optional.empty()
        : Optional.of(Asymmetry.of(one, sumOfOne / compared, other, sumOfOther / compared));
  }

  private Optional<PairTrend> confirmed(TrendKind kind) {
    return judge.trend(pair, kind).filter(trend -> judge.isConfirmed(pair, trend));
  }
}
