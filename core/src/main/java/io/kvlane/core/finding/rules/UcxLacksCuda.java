package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpu.CudaView;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.library.UcxComponents;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Engine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * UCX does not know the memory of GPUs that the CUDA driver gives the same process, or knows it and
 * cannot register it with any NIC. EFA is left out of the second: see {@link EfaUcxGpudirect}.
 */
final class UcxLacksCuda implements Rule {

  @Override
  public String name() {
    return "ucx-lacks-cuda";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    Optional<CudaView> gpus =
        snapshot.inspection().cuda(now).filter(cuda -> !cuda.gpus().isEmpty());
    boolean verbsOnly =
        snapshot.rdma().devices(now).stream().flatMap(List::stream).noneMatch(RdmaDevice::isEfa);
    return snapshot.inspection().ucx(now).stream()
        .flatMap(ucx -> gpus.stream().flatMap(cuda -> findings(ucx, cuda, verbsOnly)))
        .toList();
  }

  private Stream<Finding> findings(UcxComponents ucx, CudaView cuda, boolean verbsOnly) {
    if (!UcxMemory.knowsCuda(ucx)) {
      return Stream.of(
          finding(
              ucx,
              "UCX in kvlane's pod does not know the memory of GPUs.",
              "Use an image with UCX's CUDA modules (libuct_cuda), leave UCX_MODULE_DIR unset",
              UcxMemory.CUDA_COPY));
    }
    return verbsOnly && UcxMemory.registersCudaWithNic(ucx, cuda.dmabuf()) == Support.NO
        ? Stream.of(
            finding(
                ucx,
                "UCX in kvlane's pod cannot register the memory of GPUs with a NIC.",
                "Load the peer-memory module (modprobe nvidia_peermem) or let dma-bufs work",
                UcxMemory.IB))
        : Stream.empty();
  }

  private Finding finding(UcxComponents ucx, String summary, String fix, String component) {
    return new Finding(
        name(),
        Severity.WARNING,
        Engine.UCX.label(),
        summary,
        SharedCause.bounded(
            Stream.concat(Stream.of("UCX " + ucx.version()), domains(ucx, component))),
        fix + ", and follow " + Finding.runbookOf(name()));
  }

  private static Stream<String> domains(UcxComponents ucx, String component) {
    return ucx.component(component)
        .filter(found -> !found.domains().isEmpty())
        .map(found -> found.domains().stream().map(domain -> text(component, domain)))
        .orElseGet(
            () -> Stream.of("component %s finds no domain, or is not there".formatted(component)));
  }

  private static String text(String component, UcxComponents.Domain domain) {
    return domain
        .problem()
        .map(problem -> "%s %s: %s".formatted(component, domain.name(), problem))
        .orElseGet(() ->
            "%s %s registers %s, dma-bufs: %s"
                .formatted(
                    component,
                    domain.name(),
                    String.join(", ", domain.registers()),
                    domain.dmabuf().label()));
  }
}
