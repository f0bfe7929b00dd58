package io.kvlane.core.peer;

import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.path.PathClass;
import io.kvlane.core.samples.Pairs;
import io.kvlane.core.samples.Runs;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PairContactTest {

  private static final TransferKey KEY = Pairs.key("node-b", Operation.READ);
  private static final Duration MEETING = Duration.ofSeconds(13);

  private static PairContact after(TransferRecord... runs) {
    PairContact contact = PairContact.NONE;
    for (TransferRecord run : runs) {
      contact = contact.after(run, MEETING);
    }
    return contact;
  }

  private static TransferRecord unreachable(Instant at) {
    return Runs.unsuccessful(KEY, TransferResult.UNREACHABLE, at, "connection refused");
  }

  @Test
  void shouldCountAMeetingOnceHoweverManyRunsItHas() {
    assertThat(after(unreachable(NOW), unreachable(NOW.plusSeconds(5))).unreachableInARow())
        .isEqualTo(1);
    assertThat(
            after(
                    unreachable(NOW),
                    unreachable(NOW.plusSeconds(5)),
                    unreachable(NOW.plusSeconds(13)))
                .unreachableInARow())
        .isEqualTo(2);
  }

  @Test
  void shouldForgetAboutItOnceTheNodeAnswers() {
    TransferRecord busy = Runs.skipped(KEY, SkipReason.BUSY, NOW.plusSeconds(40));
    PairContact contact = after(unreachable(NOW), unreachable(NOW.plusSeconds(20)), busy);

    assertThat(contact.unreachableInARow()).isZero();
    assertThat(contact.lastAttempt()).contains(NOW.plusSeconds(40));
    assertThat(contact.lastDefault()).contains(TransferResult.UNREACHABLE);
    assertThat(contact.after(unreachable(NOW.plusSeconds(41)), MEETING).unreachableInARow())
        .isEqualTo(1);
  }

  @Test
  void shouldTakeANodeThatTurnedTransfersOffForOneThatAnswers() {
    PairContact contact =
        after(unreachable(NOW), Runs.skipped(KEY, SkipReason.PEER_TURNED_OFF, NOW.plusSeconds(40)));

    assertThat(contact.unreachableInARow()).isZero();
    assertThat(contact.lastAttempt()).contains(NOW.plusSeconds(40));
  }

  @Test
  void shouldNotTakeItsOwnNodeTurningThemOffForAnAnswer() {
    PairContact before = after(unreachable(NOW));

    assertThat(before.after(Runs.skipped(KEY, SkipReason.TURNED_OFF, NOW), MEETING))
        .isEqualTo(before);
  }

  @Test
  void shouldNotTakeARunThatWasPutOffForAnAttempt() {
    assertThat(after(Runs.skipped(KEY, SkipReason.LIVE_TRAFFIC, NOW))).isEqualTo(PairContact.NONE);
  }

  @Test
  void shouldKeepWhatTheLatestRunWithoutPayloadSaid() {
    PairContact contact =
        after(unreachable(NOW), Pairs.verified(KEY, 1e9, PathClass.HOST_RDMA, NOW.plusSeconds(60)));

    assertThat(contact.detail()).isEqualTo("connection refused");
    assertThat(contact.lastSuccess()).contains(NOW.plusSeconds(60));
    assertThat(contact.lastDefault()).contains(TransferResult.OK);
    assertThat(
            contact
                .after(Runs.unsuccessful(KEY, TransferResult.FAILED, NOW, "x".repeat(999)), MEETING)
                .detail())
        .hasSize(300);
  }
}
