package io.kvlane.core.finding.rules;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.library.UcxComponents;
import io.kvlane.core.library.UcxComponents.Domain;
import java.util.List;
import java.util.stream.Stream;

/** What the components of UCX do with the memory of GPUs. */
final class UcxMemory {

  /** The component of InfiniBand, RoCE and EFA. */
  static final String IB = "ib";

  /** The component that copies to and from GPUs; without it UCX does not know their memory. */
  static final String CUDA_COPY = "cuda_cpy";

  private UcxMemory() {}

  /** The memory domains of a component that could be opened. */
  static Stream<Domain> openDomains(UcxComponents ucx, String component) {
    return ucx.component(component).stream()
        .flatMap(found -> found.domains().stream())
        .filter(domain -> domain.problem().isEmpty());
  }

  /** Whether UCX knows the memory of GPUs at all. */
  static boolean knowsCuda(UcxComponents ucx) {
    return openDomains(ucx, CUDA_COPY)
        .anyMatch(domain -> domain.registers().contains(UcxComponents.CUDA));
  }

  /**
   * Whether UCX can register memory of GPUs with a NIC: a domain of the NIC takes it as such, or as
   * a dma-buf that the component of CUDA gives out. That a CUDA domain registers it says nothing,
   * and neither does a NIC's domain without it where dma-bufs are used.
   *
   * @param gpuDmabuf whether CUDA exports dma-bufs, of which UCX asks the same attribute
   */
  static Support registersCudaWithNic(UcxComponents ucx, Support gpuDmabuf) {
    List<Support> answers =
        openDomains(ucx, IB).map(domain -> registers(ucx, domain, gpuDmabuf)).toList();
    if (answers.contains(Support.YES)) {
      return Support.YES;
    }
    return answers.isEmpty() || answers.contains(Support.UNKNOWN) ? Support.UNKNOWN : Support.NO;
  }

  private static Support registers(UcxComponents ucx, Domain domain, Support gpuDmabuf) {
    if (domain.registers().contains(UcxComponents.CUDA)) {
      return Support.YES;
    }
    if (domain.dmabuf() != Support.YES) {
      return domain.dmabuf();
    }
    return knowsCuda(ucx) ? gpuDmabuf : Support.NO;
  }
}
