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

class GdrcopyMissingTest {

  private static final RdmaDevice EFA = Rdma.efa("rdmap16s27", NIC_0);

  @Test
  void shouldFireOnceANodeWithWhatIsMissing() {
    assertThat(findings(Hosts.host().kernel("6.17.0-1004-aws").file("gdrdrv", false), EFA))
        .containsExactly(
            new Finding(
                "gdrcopy-missing",
                Severity.WARNING,
                "node",
                "The node has EFA and GPUs, but no GDRCopy.",
                List.of(
                    "module gdrdrv loaded: no",
                    "file /dev/gdrdrv there: no",
                    "kernel 6.17.0-1004-aws takes GDRCopy 2.5.2 or later"),
                "Install GDRCopy's driver on the node (apt install gdrdrv-dkms && modprobe gdrdrv),"
                    + " let the pods have /dev/gdrdrv, and follow runbooks/gdrcopy-missing.md"));
  }

  @Test
  void shouldFireForTheFileAlone() {
    assertThat(findings(Hosts.host().module("gdrdrv", "2.5.1").file("gdrdrv", false), EFA))
        .hasSize(1);
  }

  @Test
  void shouldNotFireWithGdrcopyOrWhenNobodyCanTell() {
    assertThat(findings(Hosts.host().module("gdrdrv", "2.5.1").file("gdrdrv", true), EFA))
        .isEmpty();
    assertThat(findings(Hosts.host().withoutModules(), EFA)).isEmpty();
  }

  @Test
  void shouldNotFireWithoutEfaOrGpus() {
    assertThat(findings(Hosts.host(), Rdma.at(NIC_0, device("mlx5_0", ACTIVE)))).isEmpty();
    assertThat(
            new GdrcopyMissing()
                .evaluate(
                    Snapshots.node()
                        .inspection(Machine.seen().host(Hosts.host()).bus().build())
                        .rdma(Rdma.inventory(EFA))
                        .build(),
                    NOW))
        .isEmpty();
  }

  private static List<Finding> findings(Hosts host, RdmaDevice device) {
    return new GdrcopyMissing()
        .evaluate(
            Snapshots.node()
                .inspection(Machine.seen().host(host).bus(Machine.built(Machine.socket(0))).build())
                .rdma(Rdma.inventory(device))
                .build(),
            NOW);
  }
}
