package io.kvlane.core.schedule;

import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.transfer.TransferKey;

/**
 * One run that is planned.
 *
 * @param key what kind of run it is
 * @param profile the transfer, before any cap
 * @param mostBytes most bytes of payload that this run may move, whatever others may, above 0
 */
public record PlannedRun(TransferKey key, KvProfile profile, long mostBytes) {

  /** A run that has no cap of its own. */
  public PlannedRun(TransferKey key, KvProfile profile) {
    this(key, profile, Long.MAX_VALUE);
  }

  /** The same run with another cap, if that is lower. */
  public PlannedRun cappedTo(long bytes) {
    return new PlannedRun(key, profile, Math.min(mostBytes, bytes));
  }
}
