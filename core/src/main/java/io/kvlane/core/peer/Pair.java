package io.kvlane.core.peer;

import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * This node and another one. Trends and paths are of runs of intent {@code default} between host
 * memories: what a worker pod would get, and never two things in one average.
 *
 * @param peer name of the other node
 * @param ofInterest whether the two are a pair of interest
 * @param trends how fast their runs are
 * @param paths the path that the latest verified run of each operation took that this node posted
 * @param contact what came of this node's attempts
 * @param corrupt the latest run with wrong bytes, until one of its kind is verified again
 * @param heard what the other node said of itself
 */
public record Pair(
    String peer,
    boolean ofInterest,
    Map<TrendKind, PairTrend> trends,
    Map<Operation, SeenPath> paths,
    PairContact contact,
    Optional<TransferRecord> corrupt,
    Optional<HeardStanding> heard) {

  /** Takes copies. */
  public Pair {
    trends = Map.copyOf(trends);
    paths = Map.copyOf(paths);
  }

  /** A pair that has not met yet. */
  static Pair of(String peer, boolean ofInterest) {
    return new Pair(
        peer, ofInterest, Map.of(), Map.of(), PairContact.NONE, Optional.empty(), Optional.empty());
  }

  /** The same, of interest or not. */
  Pair ofInterest(boolean now) {
    return now == ofInterest ? this : new Pair(peer, now, trends, paths, contact, corrupt, heard);
  }

  /** The pair after a run that this node posted. */
  Pair with(TransferRecord run, Duration meeting) {
    Optional<TransferRecord> wrong =
        run.result() == TransferResult.CORRUPT
            ? Optional.of(run)
            : corrupt.filter(known -> run.verdict().isEmpty() || !known.key().equals(run.key()));
    Pair noted =
        new Pair(peer, ofInterest, trends, paths, contact.after(run, meeting), wrong, heard);
    return run.verdict().isPresent() && isCompared(run.key())
        ? noted.verified(run, run.verdict().orElseThrow(), run.measurement().orElseThrow())
        : noted;
  }

  private Pair verified(TransferRecord run, PathVerdict verdict, Measurement measurement) {
    TransferKey key = run.key();
    Map<Operation, SeenPath> seen = new EnumMap<>(Operation.class);
    seen.putAll(paths);
    seen.put(
        key.operation(),
        new SeenPath(
            key.engine(),
            key.memory(),
            verdict.pathClass(),
            verdict.transport(),
            run.finishedAt()));
    return new Pair(peer, ofInterest, trends, seen, contact, corrupt, heard)
        .with(
            TrendKind.of(key.operation(), true),
            measurement.bytes(),
            measurement.transferNanos(),
            run.finishedAt());
  }

  /** The pair after a run that the other node posted. */
  Pair with(ServedRun run) {
    return isCompared(run.key())
        ? with(
            TrendKind.of(run.key().operation(), false), run.bytes(), run.transferNanos(), run.at())
        : this;
  }

  private static boolean isCompared(TransferKey key) {
    return key.intent() == Intent.DEFAULT && key.memory() == Memory.HOST;
  }

  private Pair with(TrendKind kind, long bytes, long nanos, Instant at) {
    Map<TrendKind, PairTrend> next = new EnumMap<>(TrendKind.class);
    next.putAll(trends);
    next.compute(
        kind,
        (_, trend) ->
            trend == null
                ? PairTrend.startingWith(bytes, nanos, at)
                : trend.after(bytes, nanos, at));
    return new Pair(peer, ofInterest, next, paths, contact, corrupt, heard);
  }

  /** The pair after the other node said something of itself. */
  Pair with(HeardStanding now) {
    return new Pair(peer, ofInterest, trends, paths, contact, corrupt, Optional.of(now));
  }
}
