package io.kvlane.core.gpudirect;

import static io.kvlane.core.samples.Machine.GPU_0;
import static io.kvlane.core.samples.Machine.GPU_1;
import static io.kvlane.core.samples.Machine.NIC_0;
import static io.kvlane.core.samples.Machine.NIC_1;
import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.pci.Distance;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Function;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GpuDirectTest {

  private static final RdmaDevice MLX5_0 = Rdma.at(NIC_0, device("mlx5_0", ACTIVE));
  private static final RdmaDevice MLX5_1 = Rdma.at(NIC_1, device("mlx5_1", ACTIVE));
  private static final NodeGpu GPU = new NodeGpu("GPU-0", PciAddress.parse(GPU_0));

  private final Snapshots node = Snapshots.node().rdma(Rdma.inventory(MLX5_0, MLX5_1));

  @Test
  void shouldPairEachGpuWithEachNicOnTheBus() {
    node.rdma(Rdma.inventory(MLX5_0, MLX5_1, Rdma.software("rxe0", ACTIVE)))
        .inspection(machine().build());

    assertThat(GpuDirect.pairs(node.build(), NOW))
        .extracting(pair ->
            "%s %s %s"
                .formatted(
                    pair.gpu().name(),
                    pair.device(),
                    pair.distance().map(Distance::label).orElse("?")))
        .containsExactly(
            "0000:03:00.0 mlx5_0 PIX",
            "0000:03:00.0 mlx5_1 SYS",
            "0000:83:00.0 mlx5_0 SYS",
            "0000:83:00.0 mlx5_1 PIX");
  }

  @Test
  void shouldTakeEachGpuOnceUnderTheNameThatNvmlGives() {
    node.inspection(machine().gpus(Machine.gpu(0, GPU_0)).build());

    assertThat(GpuDirect.pairs(node.build(), NOW))
        .extracting(pair -> pair.gpu().name())
        .containsExactly("GPU-0", "GPU-0", GPU_1, GPU_1);
  }

  @Test
  void shouldNotPairAGpuThatWasGivenToAVirtualMachine() {
    node.inspection(
        Machine.seen().bus(Function.gpu(GPU_0).driver(Optional.of("vfio-pci")).build()).build());

    assertThat(GpuDirect.pairs(node.build(), NOW)).isEmpty();
  }

  @Test
  void shouldPairWithoutADistanceWhereNobodyLookedAtTheBus() {
    node.inspection(Machine.seen().gpus(Machine.gpu(0, GPU_0)).build());

    List<GpuNicPair> pairs = GpuDirect.pairs(node.build(), NOW);

    assertThat(pairs).hasSize(2).allMatch(pair -> pair.distance().isEmpty());
    assertThat(GpuDirect.nearest(pairs, GPU)).isEmpty();
  }

  @Test
  void shouldFindAllThatAreNearest() {
    RdmaDevice second = Rdma.at(NIC_0, device("mlx5_2", ACTIVE));
    node.rdma(Rdma.inventory(MLX5_0, MLX5_1, second))
        .inspection(machine().gpus(Machine.gpu(0, GPU_0)).build());

    assertThat(GpuDirect.nearest(GpuDirect.pairs(node.build(), NOW), GPU))
        .extracting(GpuNicPair::device)
        .containsExactly("mlx5_0", "mlx5_2");
  }

  @Test
  void shouldPairNothingBeforeTheFirstLookOrLongAfterTheLast() {
    assertThat(GpuDirect.pairs(node.build(), NOW)).isEmpty();

    node.inspection(
        Machine.seen(NOW.minus(Duration.ofMinutes(16)))
            .bus(Machine.built(Machine.sockets()))
            .build());
    assertThat(GpuDirect.pairs(node.build(), NOW)).isEmpty();
  }

  private static Machine machine() {
    return Machine.seen().bus(Machine.built(Machine.sockets()));
  }
}
