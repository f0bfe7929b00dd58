package io.kvlane.core.finding.rules;

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
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RdmaDeviceFileMissingTest {

  private static final String CM = "infiniband/rdma_cm";
  private static final Hosts SEEN = Hosts.host().file(CM, true);

  @Test
  void shouldFireForADeviceWithoutItsFile() {
    assertThat(findings(SEEN, with("mlx5_0", true), with("mlx5_1", false)))
        .containsExactly(
            new Finding(
                "rdma-device-file-missing",
                Severity.WARNING,
                "mlx5_1",
                "RDMA device mlx5_1 has no device file, so no process can use it.",
                List.of("/dev/infiniband/uverbs0, which belongs to mlx5_1, is not there"),
                "Let the pod request the node's RDMA resource, let the node make the files (modprobe"
                    + " ib_uverbs, udevadm trigger), and follow runbooks/rdma-device-file-missing.md"));
  }

  @Test
  void shouldFireOnceWhereNoDeviceHasItsFile() {
    assertThat(findings(Hosts.host().file(CM, false), with("mlx5_0", false), with("mlx5_1", false)))
        .singleElement()
        .returns("node", Finding::subject)
        .returns(2, finding -> finding.evidence().size());
  }

  @Test
  void shouldFireWhereTheKernelHasNoFilesAtAll() {
    RdmaDevice device = device("mlx5_0", ACTIVE);
    RdmaDevice without =
        new RdmaDevice(
            "mlx5_0", device.identity(), device.place(), Optional.empty(), device.ports());

    assertThat(findings(Hosts.host().file(CM, false), without))
        .singleElement()
        .returns(
            List.of("mlx5_0 has no device file: module ib_uverbs is not loaded"),
            Finding::evidence);
    assertThat(findings(Hosts.host().file(CM, true).module("ib_uverbs", ""), without)).isEmpty();
    assertThat(findings(Hosts.host().withoutModules(), without)).isEmpty();
  }

  @Test
  void shouldNotFireForAllDevicesWhereNobodyCouldLookAtFiles() {
    assertThat(findings(Hosts.host(), with("mlx5_0", false), with("mlx5_1", false))).isEmpty();
  }

  @Test
  void shouldTellOfTheConnectionManager() {
    assertThat(findings(Hosts.host().file(CM, false), with("mlx5_0", true)))
        .singleElement()
        .returns("rdma_cm", Finding::subject)
        .returns(Severity.INFO, Finding::severity)
        .returns(List.of("/dev/infiniband/rdma_cm is not there"), Finding::evidence);
  }

  @Test
  void shouldNotWantTheConnectionManagerForEfaNorWithoutDevices() {
    assertThat(findings(Hosts.host().file(CM, false), Rdma.efa("rdmap0", "0000:10:1b.0")))
        .isEmpty();
    assertThat(findings(Hosts.host().file(CM, false))).isEmpty();
  }

  @Test
  void shouldNotFireWhenNobodyLookedAtTheHost() {
    assertThat(
            new RdmaDeviceFileMissing()
                .evaluate(Snapshots.node().rdma(Rdma.inventory(with("mlx5_0", true))).build(), NOW))
        .isEmpty();
  }

  private static RdmaDevice with(String name, boolean file) {
    RdmaDevice device = device(name, ACTIVE);
    return new RdmaDevice(
        name,
        device.identity(),
        device.place(),
        Optional.of(new RdmaDevice.CharacterDevice("uverbs0", file)),
        device.ports());
  }

  private static List<Finding> findings(Hosts host, RdmaDevice... devices) {
    return new RdmaDeviceFileMissing()
        .evaluate(
            Snapshots.node()
                .inspection(Machine.seen().host(host).build())
                .rdma(Rdma.inventory(devices))
                .build(),
            NOW);
  }
}
