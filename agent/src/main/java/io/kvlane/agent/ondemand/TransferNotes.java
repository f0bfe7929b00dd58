package io.kvlane.agent.ondemand;

import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.Fallback;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is to be said of transfers with another node beside the findings. */
public final class TransferNotes {

  /** What no healthy RDMA path stays below, whatever the link. */
  private static final double LEAST_RDMA_BYTES_PER_SECOND = 1e9;

  private TransferNotes() {}

  /** Reasons to look at something, one line each. */
  public static List<String> of(NodeSnapshot snapshot) {
    List<String> notes = new ArrayList<>();
    for (TransferHistory history : snapshot.transfers().values()) {
      TransferRecord run = history.last();
      if (run.result() == TransferResult.SKIPPED) {
        notes.add(name(run.key()) + " was not made: " + run.detail());
      }
      if (run.result() == TransferResult.UNREACHABLE) {
        notes.add(name(run.key()) + " reached nobody: " + run.detail());
      }
      if (run.key().intent() == Intent.DEFAULT) {
        unknown(run, snapshot.expectation()).ifPresent(notes::add);
        // Of a fallback there is a finding, which says more.
        if (!Fallback.of(run, snapshot.expectation()).orElse(false)) {
          slow(run, snapshot.expectation()).ifPresent(notes::add);
        }
      }
    }
    return List.copyOf(notes);
  }

  private static Optional<String> unknown(TransferRecord run, Optional<Expectation> expected) {
    return run.verdict()
        .filter(verdict -> expected.isPresent() && verdict.pathClass() == PathClass.UNKNOWN)
        .map(_ ->
            "nothing decides which path %s took, where %s is expected"
                .formatted(name(run.key()), expected.orElseThrow().text()));
  }

  private static Optional<String> slow(TransferRecord run, Optional<Expectation> expected) {
    boolean expectsRdma =
        expected.filter(expectation -> expectation.path() != ExpectedPath.TCP).isPresent();
    return run.measurement()
        .filter(measurement ->
            expectsRdma && measurement.bandwidthBytesPerSecond() < LEAST_RDMA_BYTES_PER_SECOND)
        .map(measurement ->
            ("%s moved %s where rdma is expected, and less than 1 GB/s is no healthy RDMA path:"
                    + " run kvlane check on both nodes")
                .formatted(name(run.key()), measurement.bandwidthText()));
  }

  /** A run among those with one other node, such as {@code read ucx default}. */
  public static String name(TransferKey key) {
    return key.operation().label() + " " + key.engine().label() + " " + key.intent().label();
  }

  /**
   * What a run reaches beside the TCP baseline of the same operation: above 1 it is faster. Empty
   * for the baseline itself, and where one of the two was not verified.
   */
  public static OptionalDouble timesTcp(NodeSnapshot snapshot, TransferRecord run) {
    TransferKey key = run.key();
    if (key.intent() != Intent.DEFAULT || run.verdict().isEmpty()) {
      return OptionalDouble.empty();
    }
    double own = bandwidth(run).orElse(0);
    return snapshot.transfers().values().stream()
        .map(TransferHistory::last)
        .filter(other ->
            other.verdict().isPresent()
                && other.key().intent() == Intent.BASELINE
                && other.key().engine() == Engine.TCP
                && other.key().operation() == key.operation()
                && other.key().profile().equals(key.profile()))
        .flatMapToDouble(other -> bandwidth(other).stream())
        .map(tcp -> own / tcp)
        .findFirst();
  }

  private static OptionalDouble bandwidth(TransferRecord run) {
    return run.measurement()
        .map(Measurement::bandwidthBytesPerSecond)
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }
}
