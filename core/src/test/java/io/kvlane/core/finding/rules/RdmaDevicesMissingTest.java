package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.RdmaInventory;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RdmaDevicesMissingTest {

  @Test
  void shouldFireWithWhatIsThere() {
    assertThat(
            findings(
                Rdma.inventory(device("mlx5_0", ACTIVE), Rdma.virtualFunction("mlx5_1", ACTIVE)),
                OptionalInt.of(2)))
        .containsExactly(
            new Finding(
                "rdma-devices-missing",
                Severity.CRITICAL,
                "node",
                "The node has 1 of the 2 RDMA devices it should have.",
                List.of(
                    "kvlane.expected-rdma-devices is 2",
                    "devices now, virtual functions aside: mlx5_0"),
                "Look for the devices on the bus (lspci) and for their driver (lsmod | grep _ib),"
                    + " correct kvlane.expected-rdma-devices if it is wrong, and follow"
                    + " runbooks/rdma-devices-missing.md"));
  }

  @Test
  void shouldFireWhereThereIsNone() {
    assertThat(findings(Rdma.inventory(), OptionalInt.of(1))).hasSize(1);
  }

  @Test
  void shouldNotFireWithAllOrMoreOrWhenNobodySaysHowMany() {
    RdmaInventory one = Rdma.inventory(device("mlx5_0", ACTIVE));

    assertThat(findings(one, OptionalInt.of(1))).isEmpty();
    assertThat(findings(one, OptionalInt.of(0))).isEmpty();
    assertThat(findings(one, OptionalInt.empty())).isEmpty();
  }

  @Test
  void shouldNotFireWhenNobodyCanTellWhatIsThere() {
    assertThat(findings(RdmaInventory.NONE, OptionalInt.of(8))).isEmpty();
    assertThat(
            findings(
                Rdma.inventory(new ProbeResult.Failed<>("no access"), NOW, KnownDevices.NONE),
                OptionalInt.of(8)))
        .isEmpty();
  }

  private static List<Finding> findings(RdmaInventory inventory, OptionalInt expected) {
    return new RdmaDevicesMissing()
        .evaluate(Snapshots.node().rdma(inventory.expecting(expected)).build(), NOW);
  }
}
