package io.kvlane.benchmarks.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpositionTest {

  private static final String TEXT =
      """
      # HELP kvlane_transfers_total Runs.
      # TYPE kvlane_transfers_total counter
      kvlane_transfers_total{result="ok",profile="a b"} 4.0
      kvlane_transfers_total{result="failed",profile="a b"} 1.0
      kvlane_transfers_total_other 7
      up 1
      """;

  @Test
  void shouldCountSeriesButNoComments() {
    assertThat(Exposition.series(TEXT)).isEqualTo(4);
  }

  @Test
  void shouldAddUpOneMetricOverItsLabels() {
    assertThat(Exposition.sum(TEXT, "kvlane_transfers_total")).isEqualTo(5);
    assertThat(Exposition.sum(TEXT, "up")).isEqualTo(1);
    assertThat(Exposition.sum(TEXT, "absent")).isZero();
  }
}
