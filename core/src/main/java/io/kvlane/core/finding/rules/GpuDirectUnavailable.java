package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.gpudirect.GpuDirect;
import io.kvlane.core.gpudirect.GpuDirectMethod;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.gpudirect.MethodVerdict;
import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * None of the NICs nearest to a GPU can move its memory by itself: neither peer memory nor dma-buf
 * is available. It is urgent where GPUDirect is expected. What was not tested is not judged.
 */
final class GpuDirectUnavailable implements Rule {

  @Override
  public String name() {
    return "gpudirect-unavailable";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    List<GpuNicPair> pairs = Siblings.pairs(snapshot, now);
    List<NodeGpu> gpus = pairs.stream().map(GpuNicPair::gpu).distinct().toList();
    Map<String, List<String>> without = new LinkedHashMap<>();
    for (NodeGpu gpu : gpus) {
      List<GpuNicPair> candidates = candidates(pairs, gpu);
      if (candidates.stream().allMatch(pair -> pair.gpuDirect() == Support.NO)) {
        without.put(gpu.name(), evidence(candidates));
      }
    }
    Severity severity =
        snapshot.expectation().map(Expectation::path).orElse(ExpectedPath.TCP)
                == ExpectedPath.GPUDIRECT_RDMA
            ? Severity.CRITICAL
            : Severity.WARNING;
    return SharedCause.findings(
        gpus.size(), without, (subject, evidence) -> finding(severity, subject, evidence));
  }

  /** The nearest NICs; all of them where no distance is known. */
  private static List<GpuNicPair> candidates(List<GpuNicPair> pairs, NodeGpu gpu) {
    List<GpuNicPair> nearest = GpuDirect.nearest(pairs, gpu);
    return nearest.isEmpty()
        ? pairs.stream().filter(pair -> pair.gpu().equals(gpu)).toList()
        : nearest;
  }

  private static List<String> evidence(List<GpuNicPair> candidates) {
    return candidates.stream()
        .flatMap(pair -> pair.methods().stream())
        .filter(verdict -> verdict.method() != GpuDirectMethod.GDRCOPY)
        .map(GpuDirectUnavailable::text)
        .toList();
  }

  private static String text(MethodVerdict verdict) {
    return verdict.chain().stream()
        .map(MethodVerdict.ChainLink::text)
        .collect(Collectors.joining("; ", verdict.method().label() + ": ", ""));
  }

  private Finding finding(Severity severity, String subject, List<String> evidence) {
    return new Finding(
        name(),
        severity,
        subject,
        subject.equals(SharedCause.NODE)
            ? "No NIC can reach the memory of a GPU: its bytes are copied through host memory."
            : "No near NIC can reach the memory of %s: its bytes are copied through host memory."
                .formatted(subject),
        evidence,
        "Load the peer-memory module (modprobe nvidia_peermem; with EFA modprobe efa_nv_peermem), or"
            + " use the open GPU kernel modules on a kernel with dma-bufs, and follow "
            + Finding.runbookOf(name()));
  }
}
