package io.kvlane.core.snapshot;

import io.kvlane.core.gpu.CudaView;
import io.kvlane.core.gpu.GpuInventory;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.library.FabricProviders;
import io.kvlane.core.library.UcxComponents;
import io.kvlane.core.pci.PciTree;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a node beside its RDMA devices: the last look of each kind, empty before the
 * first.
 *
 * @param host kernel, modules, files
 * @param pci the PCI tree
 * @param gpus GPUs by NVML
 * @param cuda GPUs by the CUDA driver API
 * @param ucx components of UCX
 * @param libfabric providers of libfabric
 */
public record NodeInspection(
    Optional<Look<HostFacts>> host,
    Optional<Look<PciTree>> pci,
    Optional<Look<GpuInventory>> gpus,
    Optional<Look<CudaView>> cuda,
    Optional<Look<UcxComponents>> ucx,
    Optional<Look<FabricProviders>> libfabric) {

  /** Nobody has looked yet. */
  public static final NodeInspection NONE =
      new NodeInspection(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Names of the looks, in the order of the fields. */
  public static final List<String> PROBES =
      List.of("host", "pci", "nvml", "cuda", "ucx-components", "libfabric");

  /** All looks are repeated within minutes; what is older says nothing about now. */
  private static final Duration STALE_AFTER = Duration.ofMinutes(15);

  /** What was observed of the host, empty when nothing was, or too long ago. */
  public Optional<HostFacts> host(Instant now) {
    return fresh(host, now);
  }

  /** What was observed of the PCI tree, empty when nothing was, or too long ago. */
  public Optional<PciTree> pci(Instant now) {
    return fresh(pci, now);
  }

  /** What NVML said, empty when it said nothing, or too long ago. */
  public Optional<GpuInventory> gpus(Instant now) {
    return fresh(gpus, now);
  }

  /** What the CUDA driver said, empty when it said nothing, or too long ago. */
  public Optional<CudaView> cuda(Instant now) {
    return fresh(cuda, now);
  }

  /** What UCX said, empty when it said nothing, or too long ago. */
  public Optional<UcxComponents> ucx(Instant now) {
    return fresh(ucx, now);
  }

  /** What libfabric said, empty when it said nothing, or too long ago. */
  public Optional<FabricProviders> libfabric(Instant now) {
    return fresh(libfabric, now);
  }

  /**
   * The looks that there were, by name, in the order of {@link #PROBES}. One that is too old is one
   * that came to no end in time.
   */
  public Map<String, Look<?>> looks(Instant now) {
    List<Optional<? extends Look<?>>> all = List.of(host, pci, gpus, cuda, ucx, libfabric);
    Map<String, Look<?>> looks = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      String name = PROBES.get(i);
      all.get(i).ifPresent(look -> looks.put(name, isFresh(look, now) ? look : overdue(look)));
    }
    return looks;
  }

  private static <T> Optional<T> fresh(Optional<Look<T>> look, Instant now) {
    return look.filter(last -> isFresh(last, now)).flatMap(Look::observed);
  }

  private static boolean isFresh(Look<?> look, Instant now) {
    return !look.at().plus(STALE_AFTER).isBefore(now);
  }

  private static Look<?> overdue(Look<?> look) {
    return new Look<>(
        new ProbeResult.TimedOut<>("not looked at since " + look.at()), look.at(), look.took());
  }

  /** The same with another look at the host and its PCI tree. */
  public NodeInspection with(Look<HostFacts> hostNow, Look<PciTree> pciNow) {
    return new NodeInspection(
        Optional.of(hostNow), Optional.of(pciNow), gpus, cuda, ucx, libfabric);
  }

  /** The same with another look at the GPUs over NVML. */
  public NodeInspection withGpus(Look<GpuInventory> now) {
    return new NodeInspection(host, pci, Optional.of(now), cuda, ucx, libfabric);
  }

  /** The same with another look at the GPUs over CUDA. */
  public NodeInspection withCuda(Look<CudaView> now) {
    return new NodeInspection(host, pci, gpus, Optional.of(now), ucx, libfabric);
  }

  /** The same with another look at UCX. */
  public NodeInspection withUcx(Look<UcxComponents> now) {
    return new NodeInspection(host, pci, gpus, cuda, Optional.of(now), libfabric);
  }

  /** The same with another look at libfabric. */
  public NodeInspection withLibfabric(Look<FabricProviders> now) {
    return new NodeInspection(host, pci, gpus, cuda, ucx, Optional.of(now));
  }
}
