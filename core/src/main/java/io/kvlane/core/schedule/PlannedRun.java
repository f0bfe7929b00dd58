package io.kvlane.core.schedule;

import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.TransferKey;

/**
 * One run that is planned.
 *
 * @param key what kind of run it is
 * @param profile the transfer, before any cap
 * @param mostBytes most bytes of payload that this run may move, at least 1; {@link Long#MAX_VALUE}
 *     for no limit beyond that of every run
 */
public record PlannedRun(TransferKey key, KvProfile profile, long mostBytes) {

  /** Checks the range. */
  public PlannedRun {
    if (mostBytes < 1) {
      throw new IllegalArgumentException("a run of at most " + mostBytes + " bytes");
    }
  }

  /** A run without a limit of its own. */
  public PlannedRun(TransferKey key, KvProfile profile) {
    this(key, profile, Long.MAX_VALUE);
  }

  /** The same run with at most this many bytes of payload; what it had less stays. */
  public PlannedRun cappedTo(long most) {
    return new PlannedRun(key, profile, Math.min(most, mostBytes));
  }

  /**
   * The part of the profile that the run's own limit and another one allow.
   *
   * @param most the other limit, in bytes of payload, at least 1
   */
  public TransferShape shape(long most) {
    return profile.shape().cappedTo(Math.min(most, mostBytes));
  }
}
