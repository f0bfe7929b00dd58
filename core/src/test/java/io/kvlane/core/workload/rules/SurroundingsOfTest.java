package io.kvlane.core.workload.rules;

import static io.kvlane.core.samples.Machine.GPU_0;
import static io.kvlane.core.samples.Machine.NIC_0;
import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.POLLING;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.rdma.Gid;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Hosts;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.workload.NodePort;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerPod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SurroundingsOfTest {

  private final WorkerPod decode = Workers.decode().pod();

  private Surroundings around(Snapshots node, WorkerPod... others) {
    return SurroundingsOf.pod(SurroundingsOf.node(node.build(), NOW), List.of(others), decode);
  }

  private Surroundings with(RdmaDevice... devices) {
    return around(Snapshots.node().rdma(Rdma.inventory(devices)));
  }

  @Test
  void shouldTellThePortsAndThePlatform() {
    Surroundings around = with(device("mlx5_0", ACTIVE), device("mlx5_1", POLLING));

    assertThat(around.platform()).contains(Platform.INFINIBAND);
    assertThat(around.oneNode()).isTrue();
    assertThat(around.devices().orElseThrow())
        .containsExactly(
            new NodePort("mlx5_0", 1, Platform.INFINIBAND, true, Map.of()),
            new NodePort("mlx5_1", 1, Platform.INFINIBAND, false, Map.of()));
  }

  @Test
  void shouldTellGidsOfWhichTheTypeIsKnown() {
    Surroundings around =
        with(
            Rdma.ethernet(
                "mlx5_0",
                new Gid(0, "fe80", "IB/RoCE v1", Optional.of("eth2")),
                new Gid(1, "fe80", "RoCE v2", Optional.of("eth2")),
                new Gid(2, "fe80", "", Optional.of("eth2"))));

    assertThat(around.platform()).contains(Platform.ROCE);
    assertThat(around.managementInterfaces()).isEmpty();
    assertThat(around.devices().orElseThrow().getFirst().roceV2Gids())
        .isEqualTo(Map.of(0, false, 1, true));
  }

  @Test
  void shouldTakeEthernetBesideInfinibandForManagement() {
    Surroundings around =
        with(
            device("mlx5_0", ACTIVE),
            Rdma.ethernet("mlx5_1", new Gid(0, "fe80", "RoCE v2", Optional.of("eno1"))));

    assertThat(around.platform()).contains(Platform.INFINIBAND);
    assertThat(around.managementInterfaces()).containsExactly("eno1");
  }

  @Test
  void shouldTellTheInterfacesOfTheNode() {
    Surroundings around =
        around(
            Snapshots.node()
                .inspection(Machine.seen().host(Hosts.host().interfaces("eth0", "lo")).build()));

    assertThat(around.interfaces()).contains(Set.of("eth0", "lo"));
    assertThat(with(device("mlx5_0", ACTIVE)).interfaces()).isEmpty();
  }

  @Test
  void shouldTakeActivePortsBeforeOthers() {
    assertThat(
            with(
                    device("mlx5_0", POLLING),
                    Rdma.ethernet("mlx5_1", new Gid(0, "fe80", "RoCE v2", Optional.empty())))
                .platform())
        .contains(Platform.ROCE);
    assertThat(with(device("mlx5_0", POLLING)).platform()).contains(Platform.INFINIBAND);
    assertThat(with(Rdma.efa("rdmap16s27", NIC_0)).platform()).contains(Platform.EFA);
  }

  @Test
  void shouldTellNoDeviceFromNobodyKnows() {
    assertThat(around(Snapshots.node()).devices()).isEmpty();
    assertThat(around(Snapshots.node()).platform()).isEmpty();
    assertThat(with().devices()).contains(List.of());
    assertThat(
            around(
                    Snapshots.node()
                        .rdma(
                            Rdma.inventory(
                                new ProbeResult.Observed<>(List.of(device("mlx5_0", ACTIVE))),
                                NOW.minus(Duration.ofHours(1)),
                                KnownDevices.NONE)))
                .devices())
        .isEmpty();
  }

  @Test
  void shouldTellKernelAndSockets() {
    Surroundings around =
        around(
            Snapshots.node()
                .rdma(Rdma.inventory(Rdma.at(NIC_0, device("mlx5_0", ACTIVE))))
                .inspection(
                    Machine.seen()
                        .host(Hosts.host().kernel("6.8.0-1021-aws"))
                        .bus(Machine.built(Machine.sockets()))
                        .gpus(Machine.gpu(0, GPU_0))
                        .build()));

    assertThat(around.kernel().orElseThrow().isAtLeast(6, 8)).isTrue();
    assertThat(around.sockets().orElseThrow().ofGpu("GPU-0")).hasValue(0);
    assertThat(around.sockets().orElseThrow().ofGpu(GPU_0)).hasValue(0);
    assertThat(around.sockets().orElseThrow().ofGpu(Machine.GPU_1)).hasValue(1);
    assertThat(around.sockets().orElseThrow().ofRdma("mlx5_0")).hasValue(0);
    assertThat(around.sockets().orElseThrow().ofRdma(NIC_0)).hasValue(0);
    assertThat(around.sockets().orElseThrow().ofRdma("mlx5_9")).isEmpty();
    assertThat(around(Snapshots.node()).sockets()).isEmpty();
  }

  @Test
  void shouldTellTheOtherPodsThatDoNotEnd() {
    assertThat(
            around(
                    Snapshots.node(),
                    decode,
                    Workers.prefill().pod(),
                    Workers.prefill().named("prefill-1").ending())
                .others())
        .extracting(other -> other.object().name())
        .containsExactly("prefill-0");
  }
}
