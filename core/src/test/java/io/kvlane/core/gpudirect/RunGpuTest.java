package io.kvlane.core.gpudirect;

import static io.kvlane.core.samples.Machine.GPU_0;
import static io.kvlane.core.samples.Machine.GPU_1;
import static io.kvlane.core.samples.Machine.NIC_0;
import static io.kvlane.core.samples.Machine.NIC_1;
import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunGpuTest {

  private final Snapshots node =
      Snapshots.node()
          .rdma(
              Rdma.inventory(
                  Rdma.at(NIC_0, device("mlx5_0", ACTIVE)),
                  Rdma.at(NIC_1, device("mlx5_1", ACTIVE))));

  @Test
  void shouldNameTheNearestPortOfEachGpu() {
    assertThat(gpus(Machine.gpu(0, GPU_0), Machine.gpu(1, GPU_1)))
        .containsExactly(
            new RunGpu("GPU-0", PciAddress.parse(GPU_0), port("mlx5_0"), Optional.empty()),
            new RunGpu("GPU-1", PciAddress.parse(GPU_1), port("mlx5_1"), Optional.empty()));
  }

  @Test
  void shouldNameNoPortWhereNobodyKnowsADistance() {
    node.inspection(Machine.seen().gpus(Machine.gpu(0, GPU_0)).build());

    assertThat(RunGpu.of(node.build(), NOW))
        .extracting(RunGpu::nearestPort)
        .containsExactly(Optional.empty());
  }

  @Test
  void shouldSayWhyAGpuCannotBeUsed() {
    assertThat(gpus(Machine.gpu(0, GPU_0, true), split(Machine.gpu(1, GPU_1))))
        .extracting(gpu -> gpu.unusable().orElse("usable"))
        .containsExactly(
            "the driver has lost GPU GPU-0",
            "GPU GPU-1 is split into instances (MIG), whose memory belongs to their pods");
  }

  @Test
  void shouldGiveEachUsableGpuItsTurn() {
    List<RunGpu> gpus = List.of(usable("a"), unusable("b"), usable("c"));
    Duration turn = Duration.ofMinutes(10);

    assertThat(List.of(NOW, NOW.plus(turn), NOW.plus(turn.multipliedBy(2))))
        .extracting(now -> RunGpu.inTurn(gpus, now).orElseThrow().name())
        .satisfies(names -> assertThat(names.get(0)).isNotEqualTo(names.get(1)))
        .satisfies(names -> assertThat(names.get(2)).isEqualTo(names.get(0)))
        .containsOnly("a", "c");
  }

  @Test
  void shouldTakeTheSameTurnAtBothEndsOfATransfer() {
    List<RunGpu> gpus = List.of(usable("a"), usable("b"));
    Instant start = Instant.ofEpochSecond(600);

    assertThat(RunGpu.inTurn(gpus, start)).isEqualTo(RunGpu.inTurn(gpus, start.plusSeconds(599)));
  }

  @Test
  void shouldNameAnUnusableGpuWhereNoneIsUsable() {
    assertThat(RunGpu.inTurn(List.of(unusable("b")), NOW)).contains(unusable("b"));
    assertThat(RunGpu.inTurn(List.of(), NOW)).isEmpty();
  }

  private List<RunGpu> gpus(Gpu... gpus) {
    node.inspection(Machine.seen().bus(Machine.built(Machine.sockets())).gpus(gpus).build());
    return RunGpu.of(node.build(), NOW);
  }

  private static Optional<PortId> port(String device) {
    return Optional.of(new PortId(device, 1));
  }

  private static RunGpu usable(String name) {
    return new RunGpu(name, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static RunGpu unusable(String name) {
    return new RunGpu(name, Optional.empty(), Optional.empty(), Optional.of("lost"));
  }

  private static Gpu split(Gpu gpu) {
    return new Gpu(
        gpu.index(),
        gpu.problem(),
        gpu.lost(),
        gpu.uuid(),
        gpu.address(),
        gpu.model(),
        gpu.memoryBytes(),
        gpu.bar1Bytes(),
        gpu.bar1UsedBytes(),
        gpu.link(),
        gpu.maxLink(),
        Gpu.Mig.ENABLED,
        gpu.nvLinksActive(),
        gpu.nvLinks());
  }
}
