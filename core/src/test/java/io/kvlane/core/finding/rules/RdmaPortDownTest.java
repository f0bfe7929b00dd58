package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.POLLING;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.ProbeResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class RdmaPortDownTest {

  private final Snapshots node = Snapshots.node();

  @Test
  void shouldWarnOfAPortThatNobodyUses() {
    node.rdma(Rdma.inventory(device("mlx5_0", POLLING)));

    assertThat(findings())
        .containsExactly(
            new Finding(
                "rdma-port-down",
                Severity.WARNING,
                "mlx5_0:1",
                "RDMA port mlx5_0:1 is down (Polling), not active.",
                List.of("state down (Polling), link layer infiniband, rate 400 Gb/sec (4X NDR)"),
                "Look at cable, transceiver and switch port, and at the interface (ip link), and"
                    + " follow runbooks/rdma-port-down.md"));
  }

  @Test
  void shouldBeCriticalForAPortThatHasBeenActive() {
    KnownDevices known = KnownDevices.NONE.after(List.of(device("mlx5_0", ACTIVE)), NOW);
    node.rdma(
        Rdma.inventory(
            new ProbeResult.Observed<>(
                List.of(device("mlx5_0", POLLING), device("mlx5_1", ACTIVE))),
            NOW,
            known));

    assertThat(findings())
        .singleElement()
        .returns(Severity.CRITICAL, Finding::severity)
        .returns(
            "RDMA port mlx5_0:1 is down (Polling), not active, and it has been active on this node.",
            Finding::summary);
  }

  @Test
  void shouldBeCriticalWhereRdmaIsExpectedAndNoPortIsLeft() {
    node.expecting(ExpectedPath.RDMA).rdma(Rdma.inventory(device("mlx5_0", POLLING)));

    assertThat(findings()).singleElement().returns(Severity.CRITICAL, Finding::severity);
  }

  @Test
  void shouldOnlyWarnOfASparePortWhereRdmaIsExpected() {
    node.expecting(ExpectedPath.RDMA)
        .rdma(Rdma.inventory(device("mlx5_0", "guid", ACTIVE, POLLING)));

    assertThat(findings())
        .singleElement()
        .returns(Severity.WARNING, Finding::severity)
        .returns("mlx5_0:2", Finding::subject);
  }

  @Test
  void shouldOnlyWarnWhereTcpIsExpected() {
    node.expecting(ExpectedPath.TCP).rdma(Rdma.inventory(device("mlx5_0", POLLING)));

    assertThat(findings()).singleElement().returns(Severity.WARNING, Finding::severity);
  }

  @Test
  void shouldPointAtTheSubnetManagerWhenThereIsALink() {
    node.rdma(Rdma.inventory(device("mlx5_0", Rdma.link(PortState.INIT, "LinkUp"))));

    assertThat(findings()).singleElement().extracting(Finding::fix).asString().contains("subnet");
  }

  @Test
  void shouldNotFireForActivePortsNorForVirtualFunctions() {
    RdmaDevice unused = Rdma.virtualFunction("mlx5_4", POLLING);
    node.rdma(Rdma.inventory(device("mlx5_0", ACTIVE), unused));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireBeforeTheFirstLookOrLongAfterTheLast() {
    assertThat(findings()).isEmpty();

    node.rdma(
        Rdma.inventory(
            new ProbeResult.Observed<>(List.of(device("mlx5_0", POLLING))),
            NOW.minusSeconds(31),
            KnownDevices.NONE));

    assertThat(findings()).isEmpty();
  }

  private List<Finding> findings() {
    return new RdmaPortDown().evaluate(node.build(), NOW);
  }
}
