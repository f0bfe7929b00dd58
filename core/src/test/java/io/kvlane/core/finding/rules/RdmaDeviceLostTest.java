package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.ProbeResult;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RdmaDeviceLostTest {

  private static final KnownDevices KNOWN =
      KnownDevices.NONE.after(
          List.of(device("mlx5_0", ACTIVE), device("mlx5_1", ACTIVE)),
          Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void shouldFireForADeviceThatIsGone() {
    assertThat(findings(new ProbeResult.Observed<>(List.of(device("mlx5_1", ACTIVE)))))
        .containsExactly(
            new Finding(
                "rdma-device-lost",
                Severity.CRITICAL,
                "mlx5_0",
                "RDMA device lost: mlx5_0 is gone from this node.",
                List.of(
                    "mlx5_0 (guid of mlx5_0) was first seen 2026-01-01T00:00:00Z",
                    "devices now: mlx5_1"),
                "Look for the device on the bus (lspci) and in the kernel log (dmesg -T); if it is"
                    + " gone for good, run `kvlane expectation reset`, and follow"
                    + " runbooks/rdma-device-lost.md"));
  }

  @Test
  void shouldFireForAllDevicesWhenTheKernelHasNoneAnyMore() {
    assertThat(findings(new ProbeResult.NotPresent<>("no directory", "load a driver")))
        .extracting(Finding::subject)
        .containsExactly("mlx5_0", "mlx5_1");
  }

  @Test
  void shouldNotFireWhileAllAreThere() {
    assertThat(
            findings(
                new ProbeResult.Observed<>(
                    List.of(device("mlx5_0", ACTIVE), device("mlx5_1", ACTIVE)))))
        .isEmpty();
  }

  @Test
  void shouldNotFireWhenNobodyCanTell() {
    assertThat(findings(new ProbeResult.Failed<>("permission denied"))).isEmpty();
  }

  private static List<Finding> findings(ProbeResult<List<RdmaDevice>> sysfs) {
    return new RdmaDeviceLost()
        .evaluate(Snapshots.node().rdma(Rdma.inventory(sysfs, NOW, KNOWN)).build(), NOW);
  }
}
