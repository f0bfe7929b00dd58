package io.kvlane.agent.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvlane.agent.http.RdmaViews.LookView;
import io.kvlane.core.gpu.CudaView.CudaGpu;
import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.gpudirect.GpuDirect;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.gpudirect.MethodVerdict;
import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.host.Version;
import io.kvlane.core.library.FabricProviders;
import io.kvlane.core.library.UcxComponents;
import io.kvlane.core.pci.Distance;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciLink;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/** The machine below RDMA as the API shows it: host, GPUs, libraries, and GPUDirect. */
public final class MachineViews {

  private MachineViews() {}

  /** Everything beside the RDMA devices. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record MachineView(
      Map<String, LookView> looks,
      Optional<HostView> host,
      List<GpuView> gpus,
      List<PairView> gpuDirect,
      Optional<UcxView> ucx,
      Optional<FabricProviders> libfabric) {}

  /** The host. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record HostView(
      Optional<String> kernel,
      Optional<String> distribution,
      Optional<Map<String, String>> modules,
      Optional<List<String>> memoryPeers,
      Optional<String> gpuDriver,
      String openGpuModule,
      String rdmaNamespaces,
      Map<String, Boolean> deviceFiles,
      Optional<Long> sharedMemoryBytes) {}

  /** One GPU. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record GpuView(
      String gpu,
      Optional<Integer> index,
      Optional<String> model,
      Optional<String> pciAddress,
      Optional<Integer> numaNode,
      Optional<Boolean> lost,
      Optional<String> problem,
      Optional<Long> memoryBytes,
      Optional<Long> bar1Bytes,
      Optional<Long> bar1UsedBytes,
      Optional<String> link,
      Optional<String> maxLink,
      Optional<String> mig,
      Optional<Integer> nvLinksActive,
      Optional<Integer> nvLinks,
      String dmabuf,
      String gpuDirectRdma,
      List<String> nearestDevices) {}

  /** A GPU and an RDMA device. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record PairView(
      String gpu,
      String device,
      Optional<String> distance,
      String available,
      List<MethodView> methods) {}

  /** A method of GPUDirect. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record MethodView(
      String method, String available, Optional<String> missing, List<LinkView> chain) {}

  /** What a method needs. */
  public record LinkView(String need, String holds, String evidence) {}

  /** UCX. */
  public record UcxView(String version, List<ComponentView> components) {}

  /** A component of UCX. */
  public record ComponentView(String name, List<DomainView> domains) {}

  /** A memory domain of UCX. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record DomainView(
      String name, Optional<String> problem, SortedSet<String> registers, String dmabuf) {}

  static MachineView of(NodeSnapshot snapshot) {
    NodeInspection inspection = snapshot.inspection();
    Instant now = snapshot.at();
    List<GpuNicPair> pairs = GpuDirect.pairs(snapshot, now);
    Map<String, LookView> looks = new LinkedHashMap<>();
    inspection.looks(now).forEach((name, look) -> looks.put(name, RdmaViews.look(look)));
    return new MachineView(
        looks,
        inspection.host(now).map(MachineViews::host),
        NodeGpu.of(inspection, now).stream().map(gpu -> gpu(gpu, snapshot, pairs)).toList(),
        pairs.stream().map(MachineViews::pair).toList(),
        inspection.ucx(now).map(MachineViews::ucx),
        inspection.libfabric(now));
  }

  private static HostView host(HostFacts host) {
    return new HostView(
        host.kernel().map(Version::text),
        host.distribution(),
        host.modules()
            .map(modules -> {
              Map<String, String> versions = new TreeMap<>();
              modules.forEach((name, module) -> versions.put(name, module.version().orElse("")));
              return versions;
            }),
        host.memoryPeers(),
        host.gpuDriver().map(Version::text),
        host.openGpuModule().label(),
        host.rdmaNamespaces().label(),
        host.deviceFiles(),
        RdmaViews.boxed(host.sharedMemoryBytes()));
  }

  private static GpuView gpu(NodeGpu gpu, NodeSnapshot snapshot, List<GpuNicPair> pairs) {
    NodeInspection inspection = snapshot.inspection();
    Instant now = snapshot.at();
    Optional<Gpu> nvml =
        inspection.gpus(now).stream()
            .flatMap(inventory -> inventory.gpus().stream())
            .filter(shown -> shown.name().equals(gpu.name()))
            .findFirst();
    Optional<PciDevice> pci =
        gpu.address().flatMap(at -> inspection.pci(now).flatMap(tree -> tree.at(at)));
    Optional<CudaGpu> cuda =
        gpu.address().flatMap(at -> inspection.cuda(now).flatMap(view -> view.at(at)));
    return new GpuView(
        gpu.name(),
        nvml.map(Gpu::index),
        nvml.flatMap(Gpu::model),
        gpu.address().map(PciAddress::text),
        pci.flatMap(device -> RdmaViews.boxed(device.numaNode())),
        nvml.map(Gpu::lost),
        nvml.flatMap(shown -> Optional.ofNullable(shown.problem())),
        nvml.flatMap(shown -> RdmaViews.boxed(shown.memoryBytes())),
        nvml.flatMap(shown -> RdmaViews.boxed(shown.bar1Bytes())),
        nvml.flatMap(shown -> RdmaViews.boxed(shown.bar1UsedBytes())),
        nvml.flatMap(Gpu::link).or(() -> pci.flatMap(PciDevice::link)).map(PciLink::text),
        nvml.flatMap(Gpu::maxLink).or(() -> pci.flatMap(PciDevice::maxLink)).map(PciLink::text),
        nvml.map(shown -> shown.mig().label()),
        nvml.flatMap(shown -> RdmaViews.boxed(shown.nvLinksActive())),
        nvml.flatMap(shown -> RdmaViews.boxed(shown.nvLinks())),
        cuda.map(CudaGpu::dmabuf).orElse(Support.UNKNOWN).label(),
        cuda.map(CudaGpu::gpuDirectRdma).orElse(Support.UNKNOWN).label(),
        GpuDirect.nearest(pairs, gpu).stream().map(GpuNicPair::device).toList());
  }

  private static UcxView ucx(UcxComponents ucx) {
    return new UcxView(
        ucx.version(),
        ucx.components().stream()
            .map(component ->
                new ComponentView(
                    component.name(),
                    component.domains().stream().map(MachineViews::domain).toList()))
            .toList());
  }

  private static DomainView domain(UcxComponents.Domain domain) {
    return new DomainView(
        domain.name(), domain.problem(), domain.registers(), domain.dmabuf().label());
  }

  private static PairView pair(GpuNicPair pair) {
    return new PairView(
        pair.gpu().name(),
        pair.device(),
        pair.distance().map(Distance::label),
        pair.gpuDirect().label(),
        pair.methods().stream().map(MachineViews::method).toList());
  }

  private static MethodView method(MethodVerdict verdict) {
    return new MethodView(
        verdict.method().label(),
        verdict.available().label(),
        verdict.missing().map(MethodVerdict.ChainLink::text),
        verdict.chain().stream()
            .map(link -> new LinkView(link.need(), link.holds().label(), link.evidence()))
            .toList());
  }
}
