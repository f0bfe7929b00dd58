package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.POLLING;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Rdma.running;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.PortLink;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.ProbeResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class RdmaPortSlowTest {

  private static final RdmaDevice SLOW = device("mlx5_3", running("200 Gb/sec (2X NDR)"));

  @Test
  void shouldFireWithBothRates() {
    assertThat(findings(device("mlx5_0", ACTIVE), SLOW, device("mlx5_1", ACTIVE)))
        .containsExactly(
            new Finding(
                "rdma-port-slow",
                Severity.WARNING,
                "mlx5_3:1",
                "RDMA port mlx5_3:1 runs at 200 Gb/sec (2X NDR), its siblings at 400 Gb/sec (4X"
                    + " NDR).",
                List.of(
                    "mlx5_3:1: 200 Gb/sec (2X NDR)",
                    "2 of 3 active infiniband ports of this model: 400 Gb/sec (4X NDR)"),
                "Clean, reseat or exchange cable and transceiver, compare the speed of the switch"
                    + " port (mlxlink -d mlx5_3), and follow runbooks/rdma-port-slow.md"));
  }

  @Test
  void shouldNotFireForAPortThatIsFasterThanItsSiblings() {
    assertThat(
            findings(
                SLOW, device("mlx5_4", running("200 Gb/sec (2X NDR)")), device("mlx5_0", ACTIVE)))
        .isEmpty();
  }

  @Test
  void shouldNotFireWithoutAMajority() {
    assertThat(findings(SLOW, device("mlx5_0", ACTIVE))).isEmpty();
  }

  @Test
  void shouldNotCompareWithPortsThatAreDownOrOfAnotherLinkLayer() {
    assertThat(findings(SLOW, device("mlx5_0", POLLING), device("mlx5_1", POLLING))).isEmpty();
    assertThat(findings(SLOW, Rdma.ethernet("mlx5_0"), Rdma.ethernet("mlx5_1"))).isEmpty();
  }

  @Test
  void shouldNotFireForVirtualFunctionsNorForSoftware() {
    PortLink slow = running("100 Gb/sec (4X EDR)");
    RdmaDevice[] usual = {device("mlx5_0", ACTIVE), device("mlx5_1", ACTIVE)};

    assertThat(findings(usual[0], usual[1], Rdma.virtualFunction("mlx5_2", slow))).isEmpty();
    assertThat(findings(usual[0], usual[1], Rdma.software("rxe0", slow))).isEmpty();
  }

  @Test
  void shouldNotFireWithoutARateOrLongAfterTheLastLook() {
    assertThat(
            findings(
                device("mlx5_0", ACTIVE), device("mlx5_1", ACTIVE), device("mlx5_3", running("?"))))
        .isEmpty();
    assertThat(
            new RdmaPortSlow()
                .evaluate(
                    Snapshots.node()
                        .rdma(
                            Rdma.inventory(
                                new ProbeResult.Observed<>(
                                    List.of(device("a", ACTIVE), device("b", ACTIVE), SLOW)),
                                NOW.minusSeconds(31),
                                KnownDevices.NONE))
                        .build(),
                    NOW))
        .isEmpty();
  }

  private static List<Finding> findings(RdmaDevice... devices) {
    return new RdmaPortSlow().evaluate(Snapshots.node().rdma(Rdma.inventory(devices)).build(), NOW);
  }
}
