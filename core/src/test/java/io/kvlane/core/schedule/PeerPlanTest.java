package io.kvlane.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.peer.Meeting;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerPlanTest {

  private static final KvProfile SMALL = new KvProfile("small", TransferShape.contiguous(8));

  private static List<String> plan(long visit) {
    return PeerPlan.of(SMALL, new Meeting("node-2", true, false, visit), false).stream()
        .map(run -> run.key().text())
        .toList();
  }

  @Test
  void shouldPlanTheVerdictFirstAndThenThePriceOfAFallback() {
    assertThat(plan(0))
        .containsExactly(
            "peer ucx default read host small with node-2",
            "peer ucx default write host small with node-2",
            "peer tcp baseline read host small with node-2")
        .hasSize(PeerPlan.RUNS);
  }

  @Test
  void shouldPlanTheSameForGpuMemoryWithThePriceOfStaging() {
    assertThat(PeerPlan.of(SMALL, new Meeting("node-2", true, false, 2), true))
        .extracting(run -> run.key().text())
        .containsExactly(
            "peer ucx default read host small with node-2",
            "peer ucx default write host small with node-2",
            "peer tcp baseline write host small with node-2",
            "peer ucx staged write cuda small with node-2",
            "peer ucx default read cuda small with node-2",
            "peer ucx default write cuda small with node-2")
        .hasSize(PeerPlan.RUNS_WITH_GPUS);
  }

  @Test
  void shouldMoveNoMoreInAMeetingOfMoreRuns() {
    long budget = 16L << 20;
    Duration epoch = Duration.ofSeconds(20);
    long few = PeerPlan.mostBytes(budget, epoch, Long.MAX_VALUE, PeerPlan.RUNS);
    long many = PeerPlan.mostBytes(budget, epoch, Long.MAX_VALUE, PeerPlan.RUNS_WITH_GPUS);

    assertThat(PeerPlan.RUNS_WITH_GPUS * (many + PeerPlan.WARM_UP_BYTES))
        .isEqualTo(PeerPlan.RUNS * (few + PeerPlan.WARM_UP_BYTES));
  }

  @Test
  void shouldPriceBothOperationsWhenSomebodyAsks() {
    assertThat(PeerPlan.whole(SMALL, "node-2"))
        .extracting(run -> run.key().text())
        .containsExactly(
            "peer tcp baseline read host small with node-2",
            "peer tcp baseline write host small with node-2",
            "peer ucx default read host small with node-2",
            "peer ucx default write host small with node-2");
  }

  @Test
  void shouldLetEachNodePriceEachOperationInTurn() {
    // A node begins every other visit: of four visits it begins one of each.
    assertThat(List.of(plan(0).get(2), plan(1).get(2))).allMatch(run -> run.contains("read"));
    assertThat(List.of(plan(2).get(2), plan(3).get(2))).allMatch(run -> run.contains("write"));
    assertThat(plan(4)).isEqualTo(plan(0));
  }

  @ParameterizedTest
  @CsvSource({
    // Sixty percent of 16 MiB/s for 20 s are 192 MiB, for three runs and their warm-up.
    "16777216, 20, 67108864, 62914560",
    "16777216, 20, 1048576, 1048576",
    "16777216, 60, 67108864, 67108864",
    "1048576, 5, 67108864, 65536",
  })
  void shouldLeaveAPartOfTheBudgetToTheNodeItself(
      long budget, long epochSeconds, long most, long expected) {
    assertThat(PeerPlan.mostBytes(budget, Duration.ofSeconds(epochSeconds), most, PeerPlan.RUNS))
        .isEqualTo(expected);
  }
}
