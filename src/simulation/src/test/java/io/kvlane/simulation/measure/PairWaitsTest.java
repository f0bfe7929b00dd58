package io.kvlane.simulation.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.simulation.measure.PairWaits.Pair;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairWaitsTest {

  private final PairWaits pairs =
      new PairWaits(4, List.of(Pair.of(0, 1), Pair.of(2, 0), Pair.of(1, 3)));
  private final boolean[] alive = new boolean[4];

  private void join(int node, long now) {
    pairs.joined(node, alive, now);
    alive[node] = true;
  }

  private void leave(int node) {
    alive[node] = false;
    pairs.left(node);
  }

  @Test
  void shouldCountFromWhenBothAreThere() {
    join(0, 10);
    join(1, 15);
    pairs.measured(1, 0, 40);

    assertThat(pairs.waits(100))
        .isEqualTo(new Waits(1, 0, Duration.ofNanos(25), Duration.ofNanos(25)));
    assertThat(pairs.complete()).isTrue();
  }

  @Test
  void shouldCountTheFirstMeasurementOnly() {
    join(0, 0);
    join(1, 0);
    pairs.measured(0, 1, 5);
    pairs.measured(0, 1, 50);

    assertThat(pairs.waits(100).most()).isEqualTo(Duration.ofNanos(5));
  }

  @Test
  void shouldCountPairsThatHaveWaitedLongerThanAnyOther() {
    join(0, 0);
    join(1, 0);
    join(2, 0);
    join(3, 96);
    pairs.measured(0, 1, 5);

    assertThat(pairs.waits(100))
        .as("the pair of 1 and 3 is too young to say anything")
        .isEqualTo(new Waits(1, 1, Duration.ofNanos(100), Duration.ofNanos(100)));
    assertThat(pairs.complete()).isFalse();
  }

  @Test
  void shouldForgetWhatWasMeasuredWhenANodeLeaves() {
    join(0, 0);
    join(1, 0);
    pairs.measured(0, 1, 5);
    leave(1);
    join(1, 50);
    pairs.measured(0, 1, 80);

    assertThat(pairs.waits(100).most()).isEqualTo(Duration.ofNanos(30));
    assertThat(pairs.waits(100).measured()).isEqualTo(2);
  }

  @Test
  void shouldNotWaitForWhoIsNotThere() {
    join(0, 0);
    join(1, 0);
    leave(1);

    assertThat(pairs.complete()).isTrue();
    assertThat(pairs.waits(100)).isEqualTo(new Waits(0, 0, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void shouldIgnorePairsThatAreNotWatched() {
    join(2, 0);
    join(3, 0);
    pairs.measured(2, 3, 5);

    assertThat(pairs.waits(100).measured()).isZero();
  }
}
