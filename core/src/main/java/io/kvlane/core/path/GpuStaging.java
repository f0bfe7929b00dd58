package io.kvlane.core.path;

import java.util.Optional;

/**
 * Decides whether the NIC read and wrote GPU memory itself, once it is clear that RDMA carried the
 * bytes: a pure function of the evidence.
 *
 * <p>Copies that kvlane made are certain. Then UCX's own word counts: a protocol without a copy is
 * the NIC's, any other has the processor or the GPU copy through host memory. Last the rate: a run
 * that is clearly faster than the slower of the two copies cannot have waited for it. A slow run
 * proves nothing, since GPUDirect over a bad PCI path is slow, too.
 */
final class GpuStaging {

  /** Rates differ from run to run; a quarter above the copies is no accident. */
  private static final double FASTER_THAN_COPIES = 1.25;

  /** A GPU whose PCI link stood still has moved nothing over it. */
  private static final double IDLE_BELOW = 0.1;

  private GpuStaging() {}

  /**
   * What was decided.
   *
   * @param pathClass {@code gpudirect-rdma} or {@code host-staged-rdma}
   * @param by the evidence that decided
   */
  record Decision(PathClass pathClass, EvidenceKind by) {}

  /** The decision, empty when the evidence does not allow one. */
  static Optional<Decision> of(GpuEvidence gpu) {
    if (gpu.copied()) {
      return Optional.of(new Decision(PathClass.HOST_STAGED_RDMA, EvidenceKind.OWN_COPIES));
    }
    if (!gpu.handedOver()) {
      return Optional.empty();
    }
    if (gpu.zeroCopy().isPresent()) {
      return Optional.of(
          new Decision(
              gpu.zeroCopy().get() ? PathClass.GPUDIRECT_RDMA : PathClass.HOST_STAGED_RDMA,
              EvidenceKind.PROTOCOL_TABLE));
    }
    return isFasterThanCopies(gpu) && !isPcieIdle(gpu)
        ? Optional.of(new Decision(PathClass.GPUDIRECT_RDMA, EvidenceKind.RATE))
        : Optional.empty();
  }

  private static boolean isFasterThanCopies(GpuEvidence gpu) {
    return gpu.slowestCopyBytesPerSecond().isPresent()
        && gpu.bytesPerSecond()
            > FASTER_THAN_COPIES * gpu.slowestCopyBytesPerSecond().getAsDouble();
  }

  private static boolean isPcieIdle(GpuEvidence gpu) {
    return gpu.pcieBytesPerSecond().isPresent()
        && gpu.pcieBytesPerSecond().getAsDouble() < IDLE_BELOW * gpu.bytesPerSecond();
  }
}
