package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Machine.GPU_0;
import static io.kvlane.core.samples.Machine.NIC_0;
import static io.kvlane.core.samples.Machine.NIC_1;
import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Hosts;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import java.util.List;
import org.junit.jupiter.api.Test;

class GpuDirectUnavailableTest {

  private static final RdmaDevice MLX5_0 = Rdma.at(NIC_0, device("mlx5_0", ACTIVE));
  private static final RdmaDevice MLX5_1 = Rdma.at(NIC_1, device("mlx5_1", ACTIVE));

  @Test
  void shouldFireWithTheChainsOfBothMethods() {
    assertThat(findings(oneSocket().host(neither()), Snapshots.node().rdma(Rdma.inventory(MLX5_0))))
        .containsExactly(
            new Finding(
                "gpudirect-unavailable",
                Severity.WARNING,
                GPU_0,
                "No near NIC can reach the memory of 0000:03:00.0: its bytes are copied through host"
                    + " memory.",
                List.of(
                    "peermem: peer-memory module: no (nvidia_peermem, nv_peer_mem not loaded); GPU"
                        + " supports GPUDirect RDMA: unknown (CUDA not asked)",
                    "dmabuf: kernel with dma-bufs (5.12): no (5.4.0-100-generic); open GPU kernel"
                        + " module: no (/proc/driver/nvidia/version not read); GPU exports dma-bufs:"
                        + " unknown (CUDA not asked); NIC takes dma-bufs: unknown (libibverbs not"
                        + " asked)"),
                "Load the peer-memory module (modprobe nvidia_peermem; with EFA modprobe"
                    + " efa_nv_peermem), or use the open GPU kernel modules on a kernel with"
                    + " dma-bufs, and follow runbooks/gpudirect-unavailable.md"));
  }

  @Test
  void shouldBeOneCriticalFindingForAllGpusWhereGpuDirectIsExpected() {
    assertThat(
            findings(
                twoSockets().host(neither()),
                Snapshots.node()
                    .expecting(ExpectedPath.GPUDIRECT_RDMA)
                    .rdma(Rdma.inventory(MLX5_0, MLX5_1))))
        .singleElement()
        .returns(Severity.CRITICAL, Finding::severity)
        .returns("node", Finding::subject);
  }

  @Test
  void shouldNotFireWhereOneMethodIsAvailableOrNobodyCanTell() {
    Snapshots node = Snapshots.node().rdma(Rdma.inventory(MLX5_0));

    assertThat(
            findings(
                oneSocket()
                    .host(neither().module("nvidia_peermem", "570.1"))
                    .cuda(Support.NO, Support.YES, GPU_0),
                node))
        .isEmpty();
    assertThat(findings(oneSocket().host(Hosts.host().withoutModules()), node)).isEmpty();
    assertThat(findings(oneSocket(), node)).isEmpty();
  }

  @Test
  void shouldNotFireWithoutGpusOrNics() {
    assertThat(findings(oneSocket().host(neither()), Snapshots.node())).isEmpty();
    assertThat(
            findings(
                Machine.seen().host(neither()).bus(),
                Snapshots.node().rdma(Rdma.inventory(MLX5_0))))
        .isEmpty();
    assertThat(
            findings(
                oneSocket().host(neither()),
                Snapshots.node().rdma(Rdma.inventory(Rdma.software("rxe0", ACTIVE)))))
        .isEmpty();
  }

  private static Hosts neither() {
    return Hosts.host().kernel("5.4.0-100-generic").openGpuModule(Support.NO);
  }

  private static Machine oneSocket() {
    return Machine.seen().bus(Machine.built(Machine.socket(0)));
  }

  private static Machine twoSockets() {
    return Machine.seen().bus(Machine.built(Machine.sockets()));
  }

  private static List<Finding> findings(Machine machine, Snapshots node) {
    return new GpuDirectUnavailable().evaluate(node.inspection(machine.build()).build(), NOW);
  }
}
