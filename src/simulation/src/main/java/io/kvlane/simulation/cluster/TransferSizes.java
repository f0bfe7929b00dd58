package io.kvlane.simulation.cluster;

import io.kvlane.core.profile.KvPreset;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.schedule.LoopbackPlan;
import io.kvlane.core.schedule.PeerPlan;
import java.util.List;

/**
 * Bytes that transfers are charged for, warm-up included: at most what a run may move.
 *
 * @param meetingRuns runs of a meeting
 * @param meetingRunBytes bytes of one of them
 * @param loopbackRunBytes bytes of each run of a round inside a node, in order
 */
public record TransferSizes(int meetingRuns, long meetingRunBytes, List<Long> loopbackRunBytes) {

  /** The agent's default profiles. */
  public static final List<KvProfile> PROFILES =
      List.of(
          KvPreset.LLAMA_3_1_8B.profile(),
          new KvProfile("contiguous", TransferShape.contiguous(1 << 30)));

  /** Takes a copy. */
  public TransferSizes {
    loopbackRunBytes = List.copyOf(loopbackRunBytes);
  }

  /** Sizes under a configuration. */
  public static TransferSizes of(Assumptions assumptions) {
    long most =
        PeerPlan.mostBytes(
            assumptions.budgetBytesPerSecond(),
            assumptions.epoch(),
            assumptions.mostBytes(),
            PeerPlan.RUNS);
    return new TransferSizes(
        PeerPlan.RUNS,
        charged(PROFILES.getFirst(), most),
        LoopbackPlan.of(PROFILES).stream()
            .map(run -> charged(run.profile(), assumptions.mostBytes()))
            .toList());
  }

  private static long charged(KvProfile profile, long most) {
    return profile.shape().cappedTo(most).totalBytes() + PeerPlan.WARM_UP_BYTES;
  }

  /** Bytes of a whole meeting. */
  public long meetingBytes() {
    return meetingRuns * meetingRunBytes;
  }
}
