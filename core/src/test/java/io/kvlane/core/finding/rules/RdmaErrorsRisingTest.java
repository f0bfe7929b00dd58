package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.RdmaInventory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdmaErrorsRisingTest {

  @Test
  void shouldFireOnceAPortWithAllCountersThatRiseTooFast() {
    assertThat(findings("mlx5_0", Map.of("link_downed", 1L, "out_of_sequence", 30_000L)))
        .containsExactly(
            new Finding(
                "rdma-errors-rising",
                Severity.WARNING,
                "mlx5_0:1",
                "Errors rise on RDMA port mlx5_0:1.",
                List.of(
                    "link_downed rose by 1 in 300 s: 0.00 a second, where at most 0.00 are usual",
                    "out_of_sequence rose by 30000 in 300 s: 100.00 a second, where at most 10.00"
                        + " are usual"),
                "Look up the counters above, clean or exchange cable and transceiver where they"
                    + " count bits or links, and follow runbooks/rdma-errors-rising.md"));
  }

  @ParameterizedTest
  @CsvSource({"symbol_error, 10", "local_ack_timeout_err, 300", "out_of_sequence, 3000"})
  void shouldNotFireUpToTheUsualRate(String counter, long rise) {
    assertThat(findings("mlx5_0", Map.of(counter, rise))).isEmpty();
    assertThat(findings("mlx5_0", Map.of(counter, rise + 1))).hasSize(1);
  }

  @Test
  void shouldNotFireForWhatIsNoErrorOrRisesWithEveryTeardown() {
    assertThat(findings("mlx5_0", Map.of("port_xmit_data", 9_000_000L, "req_cqe_error", 90_000L)))
        .isEmpty();
  }

  @Test
  void shouldNotFireForAPortThatIsGoneNorWithoutAWindow() {
    assertThat(findings("mlx5_7", Map.of("link_downed", 1L))).isEmpty();
    assertThat(
            new RdmaErrorsRising()
                .evaluate(
                    Snapshots.node().rdma(Rdma.inventory(device("mlx5_0", ACTIVE))).build(), NOW))
        .isEmpty();
  }

  private static List<Finding> findings(String counting, Map<String, Long> rises) {
    RdmaInventory inventory =
        Rdma.inventory(device("mlx5_0", ACTIVE)).with(Optional.of(Rdma.window(counting, rises)));
    return new RdmaErrorsRising().evaluate(Snapshots.node().rdma(inventory).build(), NOW);
  }
}
