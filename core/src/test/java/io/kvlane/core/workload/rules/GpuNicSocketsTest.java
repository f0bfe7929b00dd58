package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.AssignedDevices;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GpuNicSocketsTest {

  private static final Map<String, Integer> GPUS = Map.of("GPU-0", 0, "GPU-1", 1);
  private static final Map<String, Integer> NICS = Map.of("mlx5_0", 0, "0000:84:00.0", 1);

  private final GpuNicSockets rule = new GpuNicSockets();

  private Judged judged(String rdma, List<String> gpus, List<String> nics) {
    return Judged.by(
        rule,
        Workers.decode(),
        Places.node(Places.infiniband("mlx5_0"))
            .assigned(
                new AssignedDevices("main", Map.of("nvidia.com/gpu", gpus, rdma, nics), Map.of()))
            .sockets(GPUS, NICS));
  }

  @Test
  void shouldFireWhereAGpuHasNoNicOnItsSocket() {
    assertThat(judged("rdma/ib", List.of("GPU-0"), List.of("0000:84:00.0")).mistake().evidence())
        .containsExactly("GPU-0: socket 0", "0000:84:00.0: socket 1");
    assertThat(judged("rdma/ib", List.of("GPU-0", "GPU-1"), List.of("mlx5_0")).mistake().evidence())
        .containsExactly("GPU-1: socket 1", "mlx5_0: socket 0");
  }

  @Test
  void shouldBeSilentWhereEachGpuHasOne() {
    judged("rdma/ib", List.of("GPU-0", "GPU-1"), List.of("mlx5_0", "0000:84:00.0"))
        .shouldBeSilent();
    judged("rdma/ib", List.of("GPU-1"), List.of("0000:84:00.0")).shouldBeSilent();
  }

  @Test
  void shouldSayNothingOfSharedDevices() {
    judged("rdma/shared_ib", List.of("GPU-1"), List.of("7")).shouldBeSilent();
    Judged.by(
            rule,
            Workers.decode().without("rdma/ib").limit("rdma/shared_ib", "1"),
            Places.node(Places.infiniband("mlx5_0")))
        .shouldBeSilent();
  }

  @Test
  void shouldBelieveTheKubeletWhereDevicesAreUnknown() {
    Judged.by(
            rule,
            Workers.decode(),
            Places.node(Places.infiniband("mlx5_0"))
                .assigned(
                    new AssignedDevices(
                        "main",
                        Map.of("nvidia.com/gpu", List.of("x"), "rdma/ib", List.of("y")),
                        Map.of("nvidia.com/gpu", List.of(0), "rdma/ib", List.of(1)))))
        .mistake();
  }

  @Test
  void shouldNotTellWithoutPlaces() {
    assertThat(judged("rdma/ib", List.of("GPU-0"), List.of("7")).unknown()).contains("not known");
    assertThat(
            Judged.by(rule, Workers.decode(), Places.node(Places.infiniband("mlx5_0"))).unknown())
        .contains("kubelet");
  }

  @Test
  void shouldNotConcernFiles() {
    Judged.by(rule, Workers.decode(), Places.files()).shouldBeSilent();
  }
}
