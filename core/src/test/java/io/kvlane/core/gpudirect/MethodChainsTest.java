package io.kvlane.core.gpudirect;

import static io.kvlane.core.samples.Machine.GPU_0;
import static io.kvlane.core.samples.Machine.NIC_0;
import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.samples.Hosts;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.RdmaInventory;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodChainsTest {

  private static final RdmaDevice MLX5_0 = Rdma.at(NIC_0, device("mlx5_0", ACTIVE));
  private static final RdmaDevice EFA = Rdma.efa("rdmap16s27", NIC_0);

  private final Hosts host = Hosts.host().kernel("6.8.0");
  private final Machine machine = Machine.seen().bus(Machine.built(Machine.socket(0)));
  private RdmaInventory rdma = Rdma.inventory(MLX5_0);

  @Test
  void shouldHavePeerMemoryWithModuleAndGpu() {
    host.module("nvidia_peermem", "570.86.15");
    machine.cuda(Support.UNKNOWN, Support.YES, GPU_0);

    shouldBe(GpuDirectMethod.PEERMEM, Support.YES);
    assertThat(pair().gpuDirect()).isEqualTo(Support.YES);
    assertThat(pair().verdict(GpuDirectMethod.PEERMEM).chain())
        .extracting(MethodVerdict.ChainLink::text)
        .containsExactly(
            "peer-memory module: yes (nvidia_peermem 570.86.15)",
            "GPU supports GPUDirect RDMA: yes (CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_SUPPORTED)");
  }

  @Test
  void shouldHavePeerMemoryThatTheKernelLists() {
    host.memoryPeers("nv_mem");
    machine.cuda(Support.UNKNOWN, Support.YES, GPU_0);

    shouldBe(GpuDirectMethod.PEERMEM, Support.YES);
  }

  @Test
  void shouldLackPeerMemoryWithoutTheModuleOrForAGpuThatCannot() {
    shouldBe(GpuDirectMethod.PEERMEM, Support.NO);

    host.module("nv_peer_mem", "");
    machine.cuda(Support.UNKNOWN, Support.NO, GPU_0);
    shouldBe(GpuDirectMethod.PEERMEM, Support.NO);
  }

  @Test
  void shouldNotKnowOfPeerMemoryUntilModulesAndCudaWereAsked() {
    host.module("nvidia_peermem", "");
    shouldBe(GpuDirectMethod.PEERMEM, Support.UNKNOWN);

    host.withoutModules();
    machine.cuda(Support.UNKNOWN, Support.YES, GPU_0);
    shouldBe(GpuDirectMethod.PEERMEM, Support.UNKNOWN);
  }

  @Test
  void shouldWantAModuleOfItsOwnForEfa() {
    rdma = Rdma.inventory(EFA);
    machine.cuda(Support.UNKNOWN, Support.YES, GPU_0);
    host.module("nvidia_peermem", "").memoryPeers("nv_mem");
    shouldBe(GpuDirectMethod.PEERMEM, Support.NO);

    host.module("efa_nv_peermem", "1.2.3");
    shouldBe(GpuDirectMethod.PEERMEM, Support.YES);
  }

  @Test
  void shouldHaveDmabufsWhereAllLinksHold() {
    host.openGpuModule(Support.YES);
    machine.cuda(Support.YES, Support.UNKNOWN, GPU_0);
    nicTakes(VerbsDevice.Dmabuf.SUPPORTED);

    shouldBe(GpuDirectMethod.DMABUF, Support.YES);
  }

  @Test
  void shouldBelieveGpuAndNicMoreThanWhatSystemsUsuallyNeed() {
    host.kernel("4.18.0-553.el8_10.x86_64").openGpuModule(Support.NO);
    machine.cuda(Support.YES, Support.UNKNOWN, GPU_0);
    nicTakes(VerbsDevice.Dmabuf.SUPPORTED);

    shouldBe(GpuDirectMethod.DMABUF, Support.YES);
  }

  @Test
  void shouldNotJudgeByTheVersionOfAKernelThatBringsDmabufsEarly() {
    host.kernel("4.18.0-553.el8_10.x86_64");
    shouldBe(GpuDirectMethod.DMABUF, Support.UNKNOWN);

    host.kernel("5.4.0-216-generic");
    shouldBe(GpuDirectMethod.DMABUF, Support.NO);
  }

  @Test
  void shouldLackDmabufsThatOneEndRefuses() {
    machine.cuda(Support.NO, Support.UNKNOWN, GPU_0);
    shouldBe(GpuDirectMethod.DMABUF, Support.NO);

    machine.cuda(Support.YES, Support.UNKNOWN, GPU_0);
    nicTakes(VerbsDevice.Dmabuf.NOT_SUPPORTED);
    shouldBe(GpuDirectMethod.DMABUF, Support.NO);
    assertThat(pair().verdict(GpuDirectMethod.DMABUF).missing())
        .map(MethodVerdict.ChainLink::need)
        .contains("NIC takes dma-bufs");
  }

  @Test
  void shouldLackDmabufsWithTheProprietaryModule() {
    host.openGpuModule(Support.NO);

    shouldBe(GpuDirectMethod.DMABUF, Support.NO);
  }

  @Test
  void shouldNotKnowOfDmabufsUntilBothEndsWereAsked() {
    host.openGpuModule(Support.YES);
    shouldBe(GpuDirectMethod.DMABUF, Support.UNKNOWN);

    machine.cuda(Support.YES, Support.UNKNOWN, GPU_0);
    nicTakes(VerbsDevice.Dmabuf.UNKNOWN);
    shouldBe(GpuDirectMethod.DMABUF, Support.UNKNOWN);
  }

  @Test
  void shouldHaveGdrcopyWithModuleAndFile() {
    host.module("gdrdrv", "2.5.1");
    shouldBe(GpuDirectMethod.GDRCOPY, Support.UNKNOWN);

    host.file("gdrdrv", true);
    shouldBe(GpuDirectMethod.GDRCOPY, Support.YES);

    host.file("gdrdrv", false);
    shouldBe(GpuDirectMethod.GDRCOPY, Support.NO);
  }

  @Test
  void shouldNotTakeGdrcopyForGpuDirect() {
    host.module("gdrdrv", "2.5.1").file("gdrdrv", true).openGpuModule(Support.NO);

    shouldBe(GpuDirectMethod.GDRCOPY, Support.YES);
    assertThat(pair().gpuDirect()).isEqualTo(Support.NO);
  }

  @Test
  void shouldNotKnowAnythingOfAHostThatNobodyLookedAt() {
    Snapshots node = Snapshots.node().rdma(rdma).inspection(machine.build());

    assertThat(GpuDirect.pairs(node.build(), NOW).getFirst().methods())
        .extracting(MethodVerdict::available)
        .containsOnly(Support.UNKNOWN);
  }

  private void nicTakes(VerbsDevice.Dmabuf dmabuf) {
    VerbsDevice seen = new VerbsDevice("mlx5_0", null, "", dmabuf, List.of());
    rdma = Rdma.with(rdma, Rdma.view(new ProbeResult.Observed<>(List.of(seen)), MLX5_0));
  }

  private void shouldBe(GpuDirectMethod method, Support available) {
    assertThat(pair().verdict(method).available()).isEqualTo(available);
  }

  private GpuNicPair pair() {
    Snapshots node = Snapshots.node().rdma(rdma).inspection(machine.host(host).build());
    return GpuDirect.pairs(node.build(), NOW).getFirst();
  }
}
