package io.kvlane.benchmarks.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lines as {@code ucx_perftest -v} of UCX 1.13.1 prints them. */
class PerftestOutputTest {

  @Test
  void shouldReadTheOverallRateOfTheFirstSecond() {
    assertThat(
            PerftestOutput.overallRate(
                "[thread 0] 396,25.901,2535.669,2535.669,12.32,12.32,394,394"))
        .hasValue(12.32 * 1048576);
  }

  @Test
  void shouldReadTheOverallRateAndNotThatOfTheLastSecond() {
    assertThat(
            PerftestOutput.overallRate(
                "[thread 0]4391,26.362,254.868,460.561,122.61,67.85,3924,2171"))
        .hasValue(67.85 * 1048576);
  }

  @Test
  void shouldReadTheLastLine() {
    assertThat(
            PerftestOutput.overallRate(
                "183105,0.230,0.248,0.248,126164.07,126164.07,4037250,4037250"))
        .hasValue(126164.07 * 1048576);
  }

  @Test
  void shouldReadNothingOutOfHeadersAndErrors() {
    assertThat(
            PerftestOutput.overallRate(
                "iterations,50.0_percentile_lat,avg_lat,overall_lat,avg_bw,overall_bw,avg_mr,overall_mr"))
        .isEmpty();
    assertThat(PerftestOutput.overallRate("")).isEmpty();
    assertThat(
            PerftestOutput.overallRate(
                "[1763912345.1,2] sock.c:325 UCX ERROR connect(fd=3, dest_addr=127.0.0.1:1) failed"))
        .isEmpty();
  }
}
