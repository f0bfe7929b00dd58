package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.host.RdmaNamespaces;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Hosts;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import java.util.List;
import org.junit.jupiter.api.Test;

class RdmaNamespaceExclusiveTest {

  @Test
  void shouldFireWhereDevicesAreSeenInOneNamespaceOnly() {
    assertThat(findings(RdmaNamespaces.EXCLUSIVE, device("mlx5_0", ACTIVE)))
        .containsExactly(
            new Finding(
                "rdma-namespace-exclusive",
                Severity.WARNING,
                "node",
                "RDMA devices are seen in one network namespace only, so pods see none of them by"
                    + " default.",
                List.of("ib_core netns_mode: exclusive", "devices that kvlane sees: mlx5_0"),
                "Share the devices (rdma system set netns shared, and options ib_core netns_mode=1"
                    + " in /etc/modprobe.d), or move them into pods with the RDMA CNI plugin, and"
                    + " follow runbooks/rdma-namespace-exclusive.md"));
  }

  @Test
  void shouldOnlyTellWhereThereAreVirtualFunctionsToMove() {
    assertThat(findings(RdmaNamespaces.EXCLUSIVE, Rdma.virtualFunction("mlx5_1", ACTIVE)))
        .singleElement()
        .returns(Severity.INFO, Finding::severity);
  }

  @Test
  void shouldNotFireInSharedModeNorWithoutDevicesNorWhenNotRead() {
    assertThat(findings(RdmaNamespaces.SHARED, device("mlx5_0", ACTIVE))).isEmpty();
    assertThat(findings(RdmaNamespaces.UNKNOWN, device("mlx5_0", ACTIVE))).isEmpty();
    assertThat(findings(RdmaNamespaces.EXCLUSIVE)).isEmpty();
  }

  private static List<Finding> findings(RdmaNamespaces mode, RdmaDevice... devices) {
    return new RdmaNamespaceExclusive()
        .evaluate(
            Snapshots.node()
                .inspection(Machine.seen().host(Hosts.host().namespaces(mode)).build())
                .rdma(Rdma.inventory(devices))
                .build(),
            NOW);
  }
}
