package io.kvlane.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramTest {

  private static final List<Double> BOUNDS = List.of(0.1, 1.0);

  @ParameterizedTest
  @CsvSource({"0, 0", "0.1, 0", "0.11, 1", "1.0, 1", "1.01, 2", "1000, 2"})
  void shouldCountADurationInTheBucketUpToItsBound(double seconds, int bucket) {
    Histogram histogram = Histogram.empty(BOUNDS).plus(seconds);

    assertThat(histogram.counts().get(bucket)).isEqualTo(1);
    assertThat(histogram.count()).isEqualTo(1);
    assertThat(histogram.sumSeconds()).isEqualTo(seconds);
  }

  @Test
  void shouldAddUpAndLeaveTheHistogramBeforeAsItWas() {
    Histogram before = Histogram.empty(BOUNDS).plus(0.5);
    Histogram after = before.plus(0.25).plus(5);

    assertThat(after).isEqualTo(new Histogram(BOUNDS, List.of(0L, 2L, 1L), 5.75));
    assertThat(before).isEqualTo(new Histogram(BOUNDS, List.of(0L, 1L, 0L), 0.5));
    assertThat(after.count()).isEqualTo(3);
  }

  @Test
  void shouldAddUpTwoHistogramsWithTheSameBoundsOnly() {
    Histogram few = Histogram.empty(BOUNDS).plus(0.5);
    Histogram more = Histogram.empty(BOUNDS).plus(0.25).plus(5);

    assertThat(few.plus(more)).isEqualTo(new Histogram(BOUNDS, List.of(0L, 2L, 1L), 5.75));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> few.plus(Histogram.empty(List.of(0.1))))
        .withMessage("histograms with different bounds");
  }

  @Test
  void shouldHaveSeenNothingAtFirst() {
    assertThat(Histogram.empty(BOUNDS)).isEqualTo(new Histogram(BOUNDS, List.of(0L, 0L, 0L), 0));
  }

  @Test
  void shouldRefuseCountsThatDoNotFitTheBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Histogram(BOUNDS, List.of(0L, 0L), 0))
        .withMessage("a histogram needs one more count than bounds");
  }

  @Test
  void shouldNotChangeWithTheListsItWasMadeOf() {
    List<Double> bounds = new ArrayList<>(BOUNDS);
    List<Long> counts = new ArrayList<>(List.of(1L, 2L, 3L));
    Histogram histogram = new Histogram(bounds, counts, 4);

    bounds.set(0, 0.5);
    counts.set(0, 9L);

    assertThat(histogram).isEqualTo(new Histogram(BOUNDS, List.of(1L, 2L, 3L), 4));
  }

  @Test
  void shouldHaveAscendingBoundsForTransfers() {
    assertThat(Histogram.TRANSFER_BOUNDS_SECONDS)
        .isSorted()
        .doesNotHaveDuplicates()
        .startsWith(0.0005)
        .endsWith(10.0);
  }
}
