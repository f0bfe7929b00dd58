package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Machine.NIC_0;
import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Hosts;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import java.util.List;
import org.junit.jupiter.api.Test;

class EfaDriverOldTest {

  private static final RdmaDevice EFA = Rdma.efa("rdmap16s27", NIC_0);

  @Test
  void shouldFireForAnOldDriver() {
    assertThat(findings(Hosts.host().module("efa", "2.17.2g"), EFA))
        .containsExactly(
            new Finding(
                "efa-driver-old",
                Severity.WARNING,
                "node",
                "The EFA driver is 2.17.2g, older than 3.0.0.",
                List.of("/sys/module/efa/version: 2.17.2g"),
                "Install EFA installer 1.47.0 or later on the node (efa_installer.sh -y), or use a"
                    + " newer node image, and follow runbooks/efa-driver-old.md"));
  }

  @Test
  void shouldNotFireForANewDriverNorForOneThatSaysNoVersion() {
    assertThat(findings(Hosts.host().module("efa", "3.0.0g"), EFA)).isEmpty();
    assertThat(findings(Hosts.host().module("efa", ""), EFA)).isEmpty();
    assertThat(findings(Hosts.host().withoutModules(), EFA)).isEmpty();
  }

  @Test
  void shouldNotFireWithoutEfa() {
    assertThat(findings(Hosts.host().module("efa", "2.1.0"), device("mlx5_0", ACTIVE))).isEmpty();
  }

  private static List<Finding> findings(Hosts host, RdmaDevice device) {
    return new EfaDriverOld()
        .evaluate(
            Snapshots.node()
                .inspection(Machine.seen().host(host).build())
                .rdma(Rdma.inventory(device))
                .build(),
            NOW);
  }
}
