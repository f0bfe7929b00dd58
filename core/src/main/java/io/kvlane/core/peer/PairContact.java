package io.kvlane.core.peer;

import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What came of this node's attempts to transfer with another one.
 *
 * @param lastAttempt when the latest run ended that was made, or that the other node turned down
 * @param lastSuccess when the latest verified run ended, whatever its intent
 * @param lastDefault what came of the latest run of intent {@code default} that was made
 * @param unreachableInARow meetings in a row in which the other node could not be spoken to
 * @param unreachableSince when the latest of those began
 * @param detail what the latest run without payload said, in one line
 */
public record PairContact(
    Optional<Instant> lastAttempt,
    Optional<Instant> lastSuccess,
    Optional<TransferResult> lastDefault,
    int unreachableInARow,
    Optional<Instant> unreachableSince,
    String detail) {

  /** Nothing was tried yet. */
  public static final PairContact NONE =
      new PairContact(
          Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty(), "");

  /** What only a node that was spoken to can say. */
  private static final Set<SkipReason> TURNED_DOWN =
      EnumSet.of(SkipReason.BUSY, SkipReason.PEER_TURNED_OFF);

  private static final int MOST_CHARACTERS = 300;

  /**
   * The contact after one more run.
   *
   * @param meeting longest time between the beginnings of two runs of one meeting: a meeting has
   *     several runs, and counts once
   */
  PairContact after(TransferRecord run, Duration meeting) {
    if (run.skipReason().filter(reason -> !TURNED_DOWN.contains(reason)).isPresent()) {
      return this;
    }
    boolean unreachable = run.result() == TransferResult.UNREACHABLE;
    boolean sameMeeting =
        unreachableSince
            .filter(since -> run.startedAt().isBefore(since.plus(meeting)))
            .filter(_ -> unreachableInARow > 0)
            .isPresent();
    boolean made = run.result() != TransferResult.SKIPPED;
    return new PairContact(
        Optional.of(run.finishedAt()),
        run.result() == TransferResult.OK ? Optional.of(run.finishedAt()) : lastSuccess,
        made && run.key().intent() == Intent.DEFAULT ? Optional.of(run.result()) : lastDefault,
        unreachable ? unreachableInARow + (sameMeeting ? 0 : 1) : 0,
        unreachable && !sameMeeting ? Optional.of(run.startedAt()) : unreachableSince,
        run.measurement().isPresent() ? detail : bounded(run.detail()));
  }

  private static String bounded(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
  }
}
