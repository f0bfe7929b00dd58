package io.kvlane.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChurnTest {

  private static List<Change> drawn(Faults faults, BitSet dead) {
    Scenario scenario =
        new Scenario("", 1000, false, faults, Duration.ofHours(24), 1, Assumptions.DEFAULT);
    return Churn.draw(scenario, dead, new SplittableRandom(1));
  }

  @Test
  void shouldLetOneNodeOfAHundredLeaveInAnHour() {
    long leaving =
        drawn(Faults.CHURN, new BitSet()).stream().filter(change -> !change.joins()).count();

    // 240 on average, with a deviation of 15.
    assertThat(leaving).isBetween(180L, 300L);
  }

  @Test
  void shouldLetEachNodeComeBackBeforeItLeavesAgain() {
    boolean[] away = new boolean[1000];

    for (Change change : drawn(Faults.CHURN, new BitSet())) {
      assertThat(away[change.node()]).isEqualTo(change.joins());
      away[change.node()] = !change.joins();
    }
    assertThat(away).doesNotContain(true);
  }

  @Test
  void shouldLeaveTheDeadWhereTheyAre() {
    BitSet dead = new BitSet();
    dead.set(0, 900);

    assertThat(drawn(Faults.ALL, dead)).isNotEmpty().allMatch(change -> !dead.get(change.node()));
  }

  @Test
  void shouldNumberChangesByTime() {
    List<Change> changes = drawn(Faults.CHURN, new BitSet());

    assertThat(changes).isSortedAccordingTo((a, b) -> Long.compare(a.atNanos(), b.atNanos()));
    assertThat(changes).extracting(Change::number).isSorted().doesNotHaveDuplicates();
    assertThat(drawn(Faults.NONE, new BitSet())).isEmpty();
  }
}
