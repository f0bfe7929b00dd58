package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Machine.GPU_0;
import static io.kvlane.core.samples.Machine.GPU_1;
import static io.kvlane.core.samples.Machine.NIC_0;
import static io.kvlane.core.samples.Machine.NIC_1;
import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.POLLING;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Function;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import java.util.List;
import org.junit.jupiter.api.Test;

class GpuNearestNicTest {

  private static final RdmaDevice MLX5_0 = Rdma.at(NIC_0, device("mlx5_0", ACTIVE));
  private static final RdmaDevice MLX5_1 = Rdma.at(NIC_1, device("mlx5_1", ACTIVE));
  private static final RdmaDevice MLX5_0_DOWN = Rdma.at(NIC_0, device("mlx5_0", POLLING));

  @Test
  void shouldFireForAGpuWhoseNearestNicIsDown() {
    assertThat(findings(MLX5_0_DOWN, MLX5_1))
        .containsExactly(
            new Finding(
                "gpu-nearest-nic",
                Severity.WARNING,
                GPU_0,
                "The nearest usable NIC of 0000:03:00.0 is on another socket.",
                List.of(
                    "nearest: mlx5_0 at PIX, no port active",
                    "nearest with an active port: mlx5_1 at SYS"),
                "Bring up the ports of the nearest NIC, or keep workers off this GPU and compare"
                    + " with the machine's plan (nvidia-smi topo -m), and follow"
                    + " runbooks/gpu-nearest-nic.md"));
  }

  @Test
  void shouldFireForAGpuWithoutANicOnItsSocket() {
    assertThat(findings(MLX5_0))
        .singleElement()
        .returns(GPU_1, Finding::subject)
        .returns(List.of("nearest: mlx5_0 at SYS"), Finding::evidence);
  }

  @Test
  void shouldNotFireWhereEachHasItsOwn() {
    assertThat(findings(MLX5_0, MLX5_1)).isEmpty();
  }

  @Test
  void shouldNotFireForASecondFunctionThatIsDown() {
    RdmaDevice second = Rdma.at(NIC_0, device("mlx5_2", POLLING));

    assertThat(findings(MLX5_0, second, MLX5_1)).isEmpty();
  }

  @Test
  void shouldNotFireWhereNoPortIsActiveNorWithoutNics() {
    assertThat(findings(MLX5_0_DOWN)).isEmpty();
    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireWhenNobodyCanTellHowFarTheyAre() {
    Snapshots node = Snapshots.node().rdma(Rdma.inventory(MLX5_0_DOWN, MLX5_1));
    assertThat(new GpuNearestNic().evaluate(node.build(), NOW)).isEmpty();

    List<Function> bus = Machine.sockets();
    bus.forEach(Function::withoutPath);
    node.inspection(Machine.seen().bus(Machine.built(bus)).build());
    assertThat(new GpuNearestNic().evaluate(node.build(), NOW)).isEmpty();
  }

  private static List<Finding> findings(RdmaDevice... devices) {
    return new GpuNearestNic()
        .evaluate(
            Snapshots.node()
                .inspection(Machine.seen().bus(Machine.built(Machine.sockets())).build())
                .rdma(Rdma.inventory(devices))
                .build(),
            NOW);
  }
}
