package io.kvlane.core.path;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was observed of how the bytes of a run got from a GPU to the NIC, and from the NIC to a GPU.
 *
 * @param initiator how the initiator's end moved them
 * @param responder how the responder's end moved them
 * @param zeroCopy whether all protocols that UCX says it selected move the GPU's memory without a
 *     copy; empty when this UCX does not tell
 * @param bytesPerSecond how fast the run was
 * @param slowestCopyBytesPerSecond how fast the slower of the two copies through host memory is, as
 *     the last staged run of the same pair measured it; empty before the first
 * @param pcieBytesPerSecond most that the initiator's GPU was seen to move over its PCI link during
 *     the run, the larger of the two directions; empty when NVML does not tell
 * @param registration how the NIC of a forced run could register the memory; empty when it was not
 *     tried
 */
public record GpuEvidence(
    End initiator,
    End responder,
    Optional<Boolean> zeroCopy,
    double bytesPerSecond,
    OptionalDouble slowestCopyBytesPerSecond,
    OptionalDouble pcieBytesPerSecond,
    Optional<String> registration) {

  /** How one end moved them. */
  public enum End {
    /** The engine was handed the GPU's memory. */
    HANDED_OVER,

    /** kvlane copied them through host memory, and the engine saw that only. */
    COPIED,

    /** Nobody says. */
    UNKNOWN
  }

  boolean copied() {
    return initiator == End.COPIED || responder == End.COPIED;
  }

  /** Only where both ends handed the GPU's memory over can it have been read by the NIC itself. */
  boolean handedOver() {
    return initiator == End.HANDED_OVER && responder == End.HANDED_OVER;
  }
}
