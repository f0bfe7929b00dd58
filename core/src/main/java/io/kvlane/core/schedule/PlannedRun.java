package io.kvlane.core.schedule;

import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.transfer.TransferKey;

/**
 * One run of a round.
 *
 * @param key what kind of run it is
 * @param profile the transfer, before any cap
 */
public record PlannedRun(TransferKey key, KvProfile profile) {}
