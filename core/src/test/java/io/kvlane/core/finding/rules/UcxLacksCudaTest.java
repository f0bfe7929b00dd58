package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Machine.GPU_0;
import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.library.UcxComponents.Component;
import io.kvlane.core.library.UcxComponents.Domain;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UcxLacksCudaTest {

  private static final Component CUDA = component("cuda_cpy", "cuda", "cuda", Support.NO);
  private static final Component HOST_ONLY = component("ib", "mlx5_0", "host", Support.NO);
  private static final RdmaDevice MLX5_0 = device("mlx5_0", ACTIVE);

  @Test
  void shouldFireForAnUcxWithoutCuda() {
    assertThat(findings(seen(HOST_ONLY), MLX5_0))
        .containsExactly(
            new Finding(
                "ucx-lacks-cuda",
                Severity.WARNING,
                "ucx",
                "UCX in kvlane's pod does not know the memory of GPUs.",
                List.of("UCX 1.19.0", "component cuda_cpy finds no domain, or is not there"),
                "Use an image with UCX's CUDA modules (libuct_cuda), leave UCX_MODULE_DIR unset, and"
                    + " follow runbooks/ucx-lacks-cuda.md"));
  }

  @Test
  void shouldFireForAnUcxThatCannotRegisterGpuMemoryWithANic() {
    assertThat(findings(seen(HOST_ONLY, CUDA), MLX5_0))
        .singleElement()
        .returns(
            "UCX in kvlane's pod cannot register the memory of GPUs with a NIC.", Finding::summary)
        .returns(
            List.of("UCX 1.19.0", "ib mlx5_0 registers host, dma-bufs: no"), Finding::evidence);
  }

  @Test
  void shouldNotFireWhereTheNicTakesGpuMemoryOrDmabufsOrNobodyCanTell() {
    assertThat(findings(seen(component("ib", "mlx5_0", "cuda", Support.NO), CUDA), MLX5_0))
        .isEmpty();
    assertThat(findings(seen(component("ib", "mlx5_0", "host", Support.YES), CUDA), MLX5_0))
        .isEmpty();
    assertThat(findings(seen(component("ib", "mlx5_0", "host", Support.UNKNOWN), CUDA), MLX5_0))
        .isEmpty();
  }

  @Test
  void shouldNotAskForRegistrationWithEfa() {
    assertThat(findings(seen(HOST_ONLY, CUDA), Rdma.efa("rdmap0", "0000:10:1b.0"))).isEmpty();
  }

  @Test
  void shouldNotFireForAPodThatHasNoGpu() {
    assertThat(findings(Machine.seen().ucx("1.19.0", HOST_ONLY), MLX5_0)).isEmpty();
    assertThat(
            findings(
                Machine.seen().cuda(Support.YES, Support.YES).ucx("1.19.0", HOST_ONLY), MLX5_0))
        .isEmpty();
  }

  private static Machine seen(Component... components) {
    return Machine.seen().cuda(Support.YES, Support.YES, GPU_0).ucx("1.19.0", components);
  }

  private static Component component(String name, String domain, String registers, Support dmabuf) {
    return new Component(
        name,
        List.of(new Domain(domain, Optional.empty(), new TreeSet<>(Set.of(registers)), dmabuf)));
  }

  private static List<Finding> findings(Machine machine, RdmaDevice device) {
    return new UcxLacksCuda()
        .evaluate(
            Snapshots.node().inspection(machine.build()).rdma(Rdma.inventory(device)).build(), NOW);
  }
}
