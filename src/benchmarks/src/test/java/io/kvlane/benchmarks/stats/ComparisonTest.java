package io.kvlane.benchmarks.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Samples OURS = new Samples(List.of(9.0, 10.0, 20.0));
  private static final Samples THEIRS = new Samples(List.of(10.0, 20.0, 10.0));

  @Test
  void shouldDivideTheMedians() {
    assertThat(new Comparison(OURS, THEIRS, 0.95).ratioOfMedians()).isEqualTo(1);
  }

  @Test
  void shouldTakeTheMedianOfTheRatiosWithinEachRound() {
    assertThat(new Comparison(OURS, THEIRS, 0.95).medianOfRatios()).isEqualTo(0.9, within(1e-9));
  }

  @Test
  void shouldMeetAnAimThatIsJustReached() {
    assertThat(new Comparison(OURS, THEIRS, 1.0).isMet()).isTrue();
    assertThat(new Comparison(OURS, THEIRS, 1.001).isMet()).isFalse();
  }

  @Test
  void shouldRefuseContendersOfDifferentRounds() {
    Samples two = new Samples(List.of(1.0, 2.0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Comparison(OURS, two, 1));
  }
}
