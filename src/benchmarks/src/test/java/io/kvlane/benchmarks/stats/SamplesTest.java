package io.kvlane.benchmarks.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void shouldTakeTheMiddleOfAnOddNumber() {
    assertThat(new Samples(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
  }

  @Test
  void shouldTakeTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(new Samples(List.of(4.0, 100.0, 1.0, 2.0)).median()).isEqualTo(3);
  }

  @Test
  void shouldSpanFromTheSmallestToTheLargest() {
    Samples samples = new Samples(List.of(3.0, 1.0, 2.0));
    assertThat(samples.min()).isEqualTo(1);
    assertThat(samples.max()).isEqualTo(3);
  }

  @Test
  void shouldKeepTheOrderOfMeasurement() {
    assertThat(new Samples(List.of(3.0, 1.0, 2.0)).values()).containsExactly(3.0, 1.0, 2.0);
  }

  @Test
  void shouldTakePercentilesByNearestRank() {
    Samples hundred = new Samples(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());
    assertThat(hundred.percentile(50)).isEqualTo(50);
    assertThat(hundred.percentile(99)).isEqualTo(99);
    assertThat(hundred.percentile(100)).isEqualTo(100);
    assertThat(new Samples(List.of(5.0)).percentile(1)).isEqualTo(5);
  }

  @Test
  void shouldRefuseToJudgeNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Samples(List.of()));
  }
}
