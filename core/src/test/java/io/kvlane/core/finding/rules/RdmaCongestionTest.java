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

class RdmaCongestionTest {

  @Test
  void shouldFireOnceAPortWithAllSigns() {
    assertThat(
            findings(
                Map.of(
                    "np_cnp_sent", 600_000L,
                    "rx_prio3_pause", 301_000L,
                    "np_ecn_marked_roce_packets", 900_000L,
                    "port_rcv_packets", 9_000_000L,
                    "port_xmit_wait", 900_000_000L,
                    "port_xmit_data", 300_000_000L)))
        .containsExactly(
            new Finding(
                "rdma-congestion",
                Severity.INFO,
                "mlx5_0:1",
                "The network at RDMA port mlx5_0:1 is congested.",
                List.of(
                    "np_cnp_sent rose by 600000 in 300 s, 2000 a second",
                    "rx_prio3_pause rose by 301000 in 300 s, 1003 a second",
                    "np_ecn_marked_roce_packets rose by 900000 in 300 s, 3000 a second, 10.0 % of"
                        + " the packets received",
                    "port_xmit_wait rose by 900000000 in 300 s, 3000000 a second, while 300000000"
                        + " words of 4 bytes were sent"),
                "Look which nodes send to the same port at that time, and whether ECN and PFC are"
                    + " set alike on NICs and switches, and follow runbooks/rdma-congestion.md"));
  }

  @Test
  void shouldNotFireForAFewSigns() {
    assertThat(
            findings(
                Map.of(
                    "np_cnp_sent", 300_000L,
                    "rp_cnp_handled", 300_000L,
                    "tx_prio3_pause", 300_000L,
                    "np_ecn_marked_roce_packets", 600_000L,
                    "port_rcv_packets", 60_000_000L,
                    "port_xmit_wait", 900_000_000L,
                    "port_xmit_data", 900_000_000L)))
        .isEmpty();
  }

  @Test
  void shouldNotFireForMarkedPacketsOfWhichNobodyKnowsTheShare() {
    assertThat(findings(Map.of("np_ecn_marked_roce_packets", 900_000L))).isEmpty();
  }

  @Test
  void shouldNotFireForAPortThatIsIdleButForAMoment() {
    assertThat(findings(Map.of("port_xmit_wait", 300_000_000L, "port_xmit_data", 10L))).isEmpty();
  }

  @Test
  void shouldFireForAPortThatWaitsAndSendsNothing() {
    assertThat(findings(Map.of("port_xmit_wait", 900_000_000L))).hasSize(1);
  }

  private static List<Finding> findings(Map<String, Long> rises) {
    RdmaInventory inventory =
        Rdma.inventory(device("mlx5_0", ACTIVE)).with(Optional.of(Rdma.window("mlx5_0", rises)));
    return new RdmaCongestion().evaluate(Snapshots.node().rdma(inventory).build(), NOW);
  }
}
