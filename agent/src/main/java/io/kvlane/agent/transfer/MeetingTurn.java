package io.kvlane.agent.transfer;

import io.kvlane.agent.node.NodeState;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.PlannedMeeting;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.schedule.PeerPlan;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntToLongFunction;

/** Begins this node's meetings with other nodes when their time has come, each once. One thread. */
final class MeetingTurn {

  /** Between the runs of a meeting, so that a lock that somebody waits for changes hands. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private static final Duration NEWS_EVERY = Duration.ofSeconds(10);

  private final Meetings meetings;
  private final KvProfile profile;
  private final IntToLongFunction mostBytes;
  private final BooleanSupplier gpus;
  private final RunMaker maker;
  private final NodeState state;
  private final Pulse pulse;
  private final Clock clock;
  private Optional<ClusterReport> seen = Optional.empty();
  private long begunEpoch = Long.MIN_VALUE;

  /**
   * Turns of one node.
   *
   * @param mostBytes most bytes of payload of one run, by the number of runs of a meeting
   * @param gpus whether this node has GPUs
   */
  MeetingTurn(
      Meetings meetings,
      KvProfile profile,
      IntToLongFunction mostBytes,
      BooleanSupplier gpus,
      RunMaker maker,
      NodeState state,
      Pulse pulse,
      Clock clock) {
    this.meetings = meetings;
    this.profile = profile;
    this.mostBytes = mostBytes;
    this.gpus = gpus;
    this.maker = maker;
    this.state = state;
    this.pulse = pulse;
    this.clock = clock;
  }

  /** Bytes to leave for the next meeting; zero where nobody is met. */
  long reservedBytes() {
    if (seen.filter(cluster -> cluster.view().nodes().size() > 1).isEmpty()) {
      return 0;
    }
    int runs = gpus.getAsBoolean() ? PeerPlan.RUNS_WITH_GPUS : PeerPlan.RUNS;
    return runs * (mostBytes.applyAsLong(runs) + PeerPlan.WARM_UP_BYTES);
  }

  /** Begins and ends a meeting if it is time for one, else does nothing. */
  void take() throws InterruptedException, IOException {
    look();
    Instant now = clock.instant();
    Optional<PlannedMeeting> due =
        meetings
            .planned(now)
            .filter(planned -> planned.epoch() > begunEpoch && planned.isOpen(now));
    if (due.isPresent()) {
      begunEpoch = due.get().epoch();
      meet(due.get());
    }
  }

  private void look() {
    Optional<ClusterReport> cluster = meetings.cluster();
    if (cluster.isPresent() && isNews(cluster.get())) {
      seen = cluster;
      state.sees(cluster.get());
    }
  }

  /** A report of the same is news after a while only: to take note of many nodes takes a moment. */
  private boolean isNews(ClusterReport report) {
    return seen.isEmpty()
        || !seen.get().view().equals(report.view())
        || !seen.get().problem().equals(report.problem())
        || report.at().isAfter(seen.get().at().plus(NEWS_EVERY));
  }

  private void meet(PlannedMeeting planned) throws InterruptedException, IOException {
    Optional<TransferRecord> inVain = Optional.empty();
    List<PlannedRun> runs = PeerPlan.of(profile, planned.meeting(), gpus.getAsBoolean());
    long most = mostBytes.applyAsLong(runs.size());
    for (PlannedRun run : runs) {
      if (inVain.isPresent()) {
        maker.note(notTried(run, inVain.get()));
      } else {
        Duration patience = Duration.between(clock.instant(), planned.closes());
        TransferRecord made = maker.make(run.cappedTo(most), patience);
        inVain = Optional.of(made).filter(MeetingTurn::isInVain);
        // So that others get the lock, too.
        pulse.sleep(PAUSE);
      }
    }
  }

  /** Whether the rest of the meeting would only end the same way. */
  private static boolean isInVain(TransferRecord run) {
    return run.result() == TransferResult.UNREACHABLE
        || run.skipReason()
            .filter(reason ->
                switch (reason) {
                  case BUSY, LOCKED, BUDGET, TURNED_OFF, PEER_TURNED_OFF -> true;
                  case NOT_PRESENT, GPU_UNUSABLE, BACKOFF, LIVE_TRAFFIC -> false;
                })
            .isPresent();
  }

  private TransferRecord notTried(PlannedRun run, TransferRecord before) {
    Instant now = clock.instant();
    String detail = "not tried, since the run before was not possible: " + before.detail();
    return before
        .skipReason()
        .map(reason -> TransferRecord.skipped(run.key(), now, reason, detail))
        .orElseGet(
            () -> TransferRecord.unsuccessful(run.key(), now, now, before.result(), 0, detail));
  }
}
