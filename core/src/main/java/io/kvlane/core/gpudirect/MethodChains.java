package io.kvlane.core.gpudirect;

import io.kvlane.core.gpu.CudaView.CudaGpu;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.gpudirect.MethodVerdict.ChainLink;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.host.KernelModule;
import io.kvlane.core.host.Version;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What each method needs between one GPU and one NIC, and whether it was seen. */
final class MethodChains {

  private static final String NOT_LOOKED = "not looked at";
  private static final String KERNEL_NEED = "kernel with dma-bufs (5.12)";
  private static final String MODULE_NEED = "open GPU kernel module";
  private static final String RED_HAT = ".el";
  private static final String EFA_MODULE = "efa_nv_peermem";
  private static final String REGISTERED = "nv_mem";
  private static final List<String> PEER_MODULES = List.of("nvidia_peermem", "nv_peer_mem");

  private final Optional<HostFacts> host;
  private final Optional<CudaGpu> cuda;
  private final Optional<VerbsDevice> verbs;
  private final RdmaDevice nic;

  MethodChains(NodeSnapshot snapshot, Instant now, NodeGpu gpu, RdmaDevice nic) {
    this.host = snapshot.inspection().host(now);
    this.cuda =
        gpu.address().flatMap(at -> snapshot.inspection().cuda(now).flatMap(view -> view.at(at)));
    this.verbs =
        snapshot.verbsDevices(now).filter(device -> device.name().equals(nic.name())).findFirst();
    this.nic = nic;
  }

  List<ChainLink> of(GpuDirectMethod method) {
    return switch (method) {
      case PEERMEM -> List.of(peerModule(), gpuDirectRdma());
      case DMABUF -> List.of(kernel(), openModule(), gpuExports(), nicTakes());
      case GDRCOPY -> List.of(gdrModule(), gdrFile());
    };
  }

  /**
   * {@code nvidia_peermem} registers as {@code nv_mem}, where the kernel lists its peers; the
   * driver of EFA asks a module of its own.
   */
  private ChainLink peerModule() {
    String need = "peer-memory module";
    if (host.isEmpty()) {
      return new ChainLink(need, Support.UNKNOWN, NOT_LOOKED);
    }
    List<String> wanted = nic.isEfa() ? List.of(EFA_MODULE) : PEER_MODULES;
    Optional<KernelModule> loaded =
        wanted.stream().flatMap(name -> host.get().module(name).stream()).findFirst();
    if (loaded.isPresent()) {
      return new ChainLink(need, Support.YES, text(loaded.get()));
    }
    if (!nic.isEfa()
        && host.get().memoryPeers().filter(peers -> peers.contains(REGISTERED)).isPresent()) {
      return new ChainLink(need, Support.YES, "memory_peers has " + REGISTERED);
    }
    return host.get().modules().isEmpty()
        ? new ChainLink(need, Support.UNKNOWN, "/sys/module not read")
        : new ChainLink(need, Support.NO, String.join(", ", wanted) + " not loaded");
  }

  private static String text(KernelModule module) {
    return module.name() + module.version().map(version -> " " + version).orElse("");
  }

  private ChainLink gpuDirectRdma() {
    return new ChainLink(
        "GPU supports GPUDirect RDMA",
        cuda.map(CudaGpu::gpuDirectRdma).orElse(Support.UNKNOWN),
        cuda.isPresent() ? "CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_SUPPORTED" : "CUDA not asked");
  }

  /**
   * Red Hat brings dma-bufs to older kernels, so there the version says nothing; a NIC that takes
   * them outweighs it everywhere.
   */
  private ChainLink kernel() {
    if (nicTakes().holds() == Support.YES) {
      return new ChainLink(KERNEL_NEED, Support.YES, nicTakes().evidence());
    }
    Optional<Version> release = host.flatMap(HostFacts::kernel);
    return new ChainLink(
        KERNEL_NEED,
        release
            .filter(version -> version.isAtLeast(5, 12) || !version.text().contains(RED_HAT))
            .map(version -> Support.of(version.isAtLeast(5, 12)))
            .orElse(Support.UNKNOWN),
        release.map(Version::text).orElse(NOT_LOOKED));
  }

  /** Only the open module exports, so a GPU that does outweighs what the module calls itself. */
  private ChainLink openModule() {
    if (gpuExports().holds() == Support.YES) {
      return new ChainLink(MODULE_NEED, Support.YES, gpuExports().evidence());
    }
    return new ChainLink(
        MODULE_NEED,
        host.map(HostFacts::openGpuModule).orElse(Support.UNKNOWN),
        host.flatMap(HostFacts::gpuDriver)
            .map(version -> "driver " + version.text())
            .orElse("/proc/driver/nvidia/version not read"));
  }

  private ChainLink gpuExports() {
    return new ChainLink(
        "GPU exports dma-bufs",
        cuda.map(CudaGpu::dmabuf).orElse(Support.UNKNOWN),
        cuda.isPresent() ? "CU_DEVICE_ATTRIBUTE_DMA_BUF_SUPPORTED" : "CUDA not asked");
  }

  private ChainLink nicTakes() {
    return new ChainLink(
        "NIC takes dma-bufs",
        verbs.map(device -> support(device.dmabuf())).orElse(Support.UNKNOWN),
        verbs.isPresent() ? "ibv_reg_dmabuf_mr on " + nic.name() : "libibverbs not asked");
  }

  private static Support support(VerbsDevice.Dmabuf dmabuf) {
    return switch (dmabuf) {
      case SUPPORTED -> Support.YES;
      case NOT_SUPPORTED -> Support.NO;
      case UNKNOWN -> Support.UNKNOWN;
    };
  }

  private ChainLink gdrModule() {
    return new ChainLink(
        "module gdrdrv",
        host.map(facts -> facts.hasModule("gdrdrv")).orElse(Support.UNKNOWN),
        host.flatMap(facts -> facts.module("gdrdrv"))
            .map(MethodChains::text)
            .orElse(host.isPresent() ? "/sys/module" : NOT_LOOKED));
  }

  private ChainLink gdrFile() {
    return new ChainLink(
        "file /dev/gdrdrv",
        host.map(facts -> facts.hasDeviceFile(HostFacts.GDRCOPY_FILE)).orElse(Support.UNKNOWN),
        host.isPresent() ? "/dev/gdrdrv" : NOT_LOOKED);
  }
}
