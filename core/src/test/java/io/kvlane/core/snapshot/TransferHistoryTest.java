package io.kvlane.core.snapshot;

import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.path.PathClass;
import io.kvlane.core.samples.Runs;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransferHistoryTest {

  private static final TransferRecord OK = Runs.verified(Runs.READ, PathClass.TCP, NOW);
  private static final TransferRecord CORRUPT = Runs.corrupt(Runs.READ, NOW);
  private static final TransferRecord FAILED =
      Runs.unsuccessful(Runs.READ, TransferResult.FAILED, NOW, "broken");
  private static final TransferRecord SKIPPED =
      Runs.skipped(Runs.READ, SkipReason.LOCKED, NOW.plusSeconds(1));

  @Test
  void shouldStartWithAVerifiedRun() {
    TransferHistory history = TransferHistory.startingWith(OK);

    assertThat(history.last()).isEqualTo(OK);
    assertThat(history.lastMade()).contains(OK);
    assertThat(history.lastVerified()).contains(OK);
    assertThat(history.results()).isEqualTo(Map.of(TransferResult.OK, 1L));
    assertThat(history.skips()).isEmpty();
    assertThat(history.movedBytes()).isEqualTo(8_388_608);
    assertThat(history.durations())
        .isEqualTo(Histogram.empty(Histogram.TRANSFER_BOUNDS_SECONDS).plus(0.004));
  }

  @Test
  void shouldStartWithASkippedRun() {
    TransferHistory history = TransferHistory.startingWith(SKIPPED);

    assertThat(history.last()).isEqualTo(SKIPPED);
    assertThat(history.lastMade()).isEmpty();
    assertThat(history.lastVerified()).isEmpty();
    assertThat(history.results()).isEmpty();
    assertThat(history.skips()).isEqualTo(Map.of(SkipReason.LOCKED, 1L));
    assertThat(history.movedBytes()).isZero();
  }

  @Test
  void shouldKeepTheLatestRunOfEachStanding() {
    TransferHistory history = TransferHistory.startingWith(OK).plus(FAILED).plus(SKIPPED);

    assertThat(history.last()).isEqualTo(SKIPPED);
    assertThat(history.lastMade()).contains(FAILED);
    assertThat(history.lastVerified()).contains(OK);
  }

  @Test
  void shouldAddUpTheTotalsOfSeveralKinds() {
    TransferTotals one = TransferHistory.startingWith(OK).plus(SKIPPED).totals();
    TransferTotals other = TransferHistory.startingWith(OK).plus(CORRUPT).plus(SKIPPED).totals();

    assertThat(one.plus(other))
        .isEqualTo(
            TransferHistory.startingWith(OK)
                .plus(OK)
                .plus(CORRUPT)
                .plus(SKIPPED)
                .plus(SKIPPED)
                .totals());
  }

  @Test
  void shouldReplaceTheLatestVerifiedRunByALaterOne() {
    TransferRecord later = Runs.verified(Runs.READ, PathClass.HOST_RDMA, NOW.plusSeconds(60));

    assertThat(TransferHistory.startingWith(OK).plus(later).lastVerified()).contains(later);
  }

  @Test
  void shouldCountRunsByResultAndSkipsByReason() {
    TransferHistory history =
        TransferHistory.startingWith(OK)
            .plus(CORRUPT)
            .plus(FAILED)
            .plus(FAILED)
            .plus(SKIPPED)
            .plus(SKIPPED)
            .plus(Runs.skipped(Runs.READ, SkipReason.BUDGET, NOW))
            .plus(OK);

    assertThat(history.results())
        .isEqualTo(
            Map.of(TransferResult.OK, 2L, TransferResult.CORRUPT, 1L, TransferResult.FAILED, 2L));
    assertThat(history.skips()).isEqualTo(Map.of(SkipReason.LOCKED, 2L, SkipReason.BUDGET, 1L));
  }

  @Test
  void shouldAddUpTheBytesOfAllRunsButTheDurationsOfVerifiedOnesOnly() {
    TransferHistory history = TransferHistory.startingWith(OK).plus(CORRUPT).plus(FAILED);

    assertThat(history.movedBytes()).isEqualTo(8_388_608 + 8_388_608 + 4096);
    assertThat(history.durations().count()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheLatestVerifiedRunsToDraw() {
    TransferHistory history = TransferHistory.startingWith(FAILED).plus(CORRUPT).plus(SKIPPED);
    assertThat(history.recent()).isEmpty();

    for (int second = 0; second < TransferHistory.MOST_RECENT + 5; second++) {
      history = history.plus(Runs.verified(Runs.READ, PathClass.TCP, NOW.plusSeconds(second)));
    }

    assertThat(history.recent()).hasSize(TransferHistory.MOST_RECENT);
    assertThat(history.recent().getFirst().at()).isEqualTo(NOW.plusSeconds(5));
    assertThat(history.recent().getLast())
        .isEqualTo(
            new RecentRun(
                NOW.plusSeconds(TransferHistory.MOST_RECENT + 4),
                OK.measurement().orElseThrow().bandwidthBytesPerSecond(),
                PathClass.TCP));
  }
}
