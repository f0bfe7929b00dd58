package io.kvlane.core.gpudirect;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.pci.Distance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A GPU and a NIC.
 *
 * @param gpu the GPU
 * @param device name of the RDMA device
 * @param distance how far they are from each other, empty when nobody can tell
 * @param methods how the NIC may reach the GPU's memory, one verdict a method
 */
public record GpuNicPair(
    NodeGpu gpu, String device, Optional<Distance> distance, List<MethodVerdict> methods) {

  /** The nearest first; those of which nobody can tell last. */
  public static final Comparator<GpuNicPair> NEAREST_FIRST =
      Comparator.comparing(
          GpuNicPair::distance,
          Comparator.comparingInt(
              distance -> distance.map(Distance::rank).orElse(Distance.values().length)));

  /** Takes a copy. */
  public GpuNicPair {
    methods = List.copyOf(methods);
  }

  /**
   * Whether the NIC can move the GPU's memory by itself, by peer memory or dma-buf; GDRCopy, which
   * is the processor's work, does not count.
   */
  public Support gpuDirect() {
    List<Support> answers =
        methods.stream()
            .filter(verdict -> verdict.method() != GpuDirectMethod.GDRCOPY)
            .map(MethodVerdict::available)
            .toList();
    if (answers.contains(Support.YES)) {
      return Support.YES;
    }
    return answers.contains(Support.UNKNOWN) || answers.isEmpty() ? Support.UNKNOWN : Support.NO;
  }

  /** The verdict on one method. */
  public MethodVerdict verdict(GpuDirectMethod method) {
    return methods.stream()
        .filter(verdict -> verdict.method() == method)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no verdict on " + method.label()));
  }
}
