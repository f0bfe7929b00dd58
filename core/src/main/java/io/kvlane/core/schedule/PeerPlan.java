package io.kvlane.core.schedule;

import io.kvlane.core.peer.Meeting;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The runs of one meeting of two nodes: both operations, which judge the path, then the price of a
 * fallback, for one operation a meeting in turn. One profile, so that the number of series grows
 * with the peers only.
 */
public final class PeerPlan {

  /** Runs of a meeting of nodes without GPUs. */
  public static final int RUNS = 3;

  /** Runs of a meeting of nodes with GPUs. */
  public static final int RUNS_WITH_GPUS = 6;

  /** Most bytes that the warm-up adds to a run: two little transfers. */
  public static final long WARM_UP_BYTES = 4L << 20;

  /** Below this a run shows nothing. */
  private static final long LEAST_BYTES = 64 << 10;

  /** The rest of the budget is for the transfers inside the node. */
  private static final double SHARE_OF_BUDGET = 0.6;

  private PeerPlan() {}

  /**
   * Plans a meeting.
   *
   * @param profile what to transfer
   * @param gpus whether this node has GPUs; then the same follows between GPU memories, where the
   *     price of a fallback is that of staging
   * @return runs in the order in which to make them, each key once
   */
  public static List<PlannedRun> of(KvProfile profile, Meeting meeting, boolean gpus) {
    // Who begins changes from meeting to meeting, too: so each node has a turn with each operation.
    Operation priced = meeting.visit() / 2 % 2 == 0 ? Operation.READ : Operation.WRITE;
    Stream<PlannedRun> host =
        Stream.of(
            run(meeting.peer(), Engine.UCX, Intent.DEFAULT, Operation.READ, profile),
            run(meeting.peer(), Engine.UCX, Intent.DEFAULT, Operation.WRITE, profile),
            run(meeting.peer(), Engine.TCP, Intent.BASELINE, priced, profile));
    Stream<PlannedRun> cuda =
        Stream.of(
            gpuRun(meeting.peer(), Intent.STAGED, priced, profile),
            gpuRun(meeting.peer(), Intent.DEFAULT, Operation.READ, profile),
            gpuRun(meeting.peer(), Intent.DEFAULT, Operation.WRITE, profile));
    return Stream.concat(host, gpus ? cuda : Stream.empty()).toList();
  }

  /**
   * Plans a meeting that somebody asks for: with the price for both operations, and that first,
   * since it always works.
   */
  public static List<PlannedRun> whole(KvProfile profile, String peer) {
    return Stream.of(
            run(peer, Engine.TCP, Intent.BASELINE, Operation.READ, profile),
            run(peer, Engine.TCP, Intent.BASELINE, Operation.WRITE, profile),
            run(peer, Engine.UCX, Intent.DEFAULT, Operation.READ, profile),
            run(peer, Engine.UCX, Intent.DEFAULT, Operation.WRITE, profile))
        .toList();
  }

  private static PlannedRun run(
      String peer, Engine engine, Intent intent, Operation operation, KvProfile profile) {
    return new PlannedRun(
        TransferKey.peer(peer, intent, engine, operation, Memory.HOST, profile.name()), profile);
  }

  private static PlannedRun gpuRun(
      String peer, Intent intent, Operation operation, KvProfile profile) {
    return new PlannedRun(
        TransferKey.peer(peer, intent, Engine.UCX, operation, Memory.CUDA, profile.name()),
        profile);
  }

  /**
   * Most bytes that one run of a meeting may move: with a meeting each epoch they leave the
   * transfers inside the node a part of the budget.
   *
   * @param budgetBytesPerSecond the node's budget
   * @param epoch time between two meetings
   * @param mostBytes most bytes of any run
   * @param runs runs of a meeting, at least 1
   */
  public static long mostBytes(
      long budgetBytesPerSecond, Duration epoch, long mostBytes, int runs) {
    double earned = budgetBytesPerSecond * (epoch.toMillis() / 1e3);
    long affordable = (long) (earned * SHARE_OF_BUDGET / runs) - WARM_UP_BYTES;
    return Math.min(mostBytes, Math.max(LEAST_BYTES, affordable));
  }
}
