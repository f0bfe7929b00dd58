package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.POLLING;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.Gid;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoceV2GidMissingTest {

  private static final Gid V1 = gid("IB/RoCE v1", Optional.of("eth2"));
  private static final Gid V2 = gid("RoCE v2", Optional.of("eth2"));

  @Test
  void shouldFireWithTheTable() {
    assertThat(findings(Rdma.ethernet("mlx5_0", V1)))
        .containsExactly(
            new Finding(
                "roce-v2-gid-missing",
                Severity.WARNING,
                "mlx5_0:1",
                "Port mlx5_0:1 has no RoCE v2 GID, so RDMA cannot be routed.",
                List.of("GID 0: fe80:0000:0000:0000:0000:0000:0000:0001, IB/RoCE v1"),
                "Give the interface an address (ip address add ADDRESS dev eth2), and follow"
                    + " runbooks/roce-v2-gid-missing.md"));
  }

  @Test
  void shouldNotFireWithSuchAGid() {
    assertThat(findings(Rdma.ethernet("mlx5_0", V1, V2))).isEmpty();
  }

  @Test
  void shouldNotFireWhenTheTableWasNotReadOrHasNoTypes() {
    assertThat(findings(Rdma.ethernet("mlx5_0"))).isEmpty();
    assertThat(findings(Rdma.ethernet("mlx5_0", V1, gid("", Optional.of("eth2"))))).isEmpty();
  }

  @Test
  void shouldNotFireForIwarp() {
    assertThat(findings(Rdma.ethernet("irdma0", gid("IB/RoCE v1", Optional.empty())))).isEmpty();
  }

  @Test
  void shouldNotFireForInfinibandNorForPortsThatAreDown() {
    assertThat(findings(device("mlx5_0", ACTIVE))).isEmpty();
    RdmaDevice up = Rdma.ethernet("mlx5_0", V1);
    RdmaDevice down =
        new RdmaDevice(
            "mlx5_0",
            up.identity(),
            up.place(),
            up.characterDevice(),
            up.ports().stream().map(port -> port.with(POLLING)).toList());
    assertThat(findings(down)).isEmpty();
  }

  private static Gid gid(String type, Optional<String> netdev) {
    return new Gid(0, "fe80:0000:0000:0000:0000:0000:0000:0001", type, netdev);
  }

  private static List<Finding> findings(RdmaDevice... devices) {
    return new RoceV2GidMissing()
        .evaluate(Snapshots.node().rdma(Rdma.inventory(devices)).build(), NOW);
  }
}
