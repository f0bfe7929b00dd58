package io.kvlane.core.path;

import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Transport;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that was observed about the path of one run.
 *
 * @param payloadBytes bytes the run moved, warm-up not counted, above 0
 * @param memory where the bytes lie
 * @param allowed transports that the run was allowed to use and that this node has
 * @param initiatorSockets the initiator's own sockets, empty when they could not be read
 * @param responderSockets the responder's own sockets, empty when they could not be read
 * @param protocols transports of the protocols that UCX selected, empty when this UCX does not tell
 * @param nics counters of every RDMA port of the node
 * @param netdevs counters of the node's network interfaces
 * @param lanes lanes of the initiator's endpoint, empty when the engine has none
 * @param gpu how the bytes got from and to the GPU; present exactly for GPU memory
 */
public record PathEvidence(
    long payloadBytes,
    Memory memory,
    Set<Transport> allowed,
    Optional<SocketBytes> initiatorSockets,
    Optional<SocketBytes> responderSockets,
    Optional<Set<Transport>> protocols,
    List<NicCounterDelta> nics,
    List<NetdevCounterDelta> netdevs,
    List<Lane> lanes,
    Optional<GpuEvidence> gpu) {

  /** Takes copies, so that the evidence never changes after the fact. */
  public PathEvidence {
    if (payloadBytes <= 0) {
      throw new IllegalArgumentException("a run that moved no bytes has no path");
    }
    if (gpu.isPresent() != (memory == Memory.CUDA)) {
      throw new IllegalArgumentException(
          "memory %s %s evidence of a GPU"
              .formatted(memory.label(), gpu.isPresent() ? "with" : "without"));
    }
    allowed = Set.copyOf(allowed);
    protocols = protocols.map(Set::copyOf);
    nics = List.copyOf(nics);
    netdevs = List.copyOf(netdevs);
    lanes = List.copyOf(lanes);
  }

  /**
   * Bytes that went over the processes' own TCP sockets: the largest figure that either end saw in
   * either direction. Empty when neither end could be read.
   */
  Optional<Long> carriedByTcp() {
    if (initiatorSockets.isEmpty() && responderSockets.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Math.max(largest(initiatorSockets), largest(responderSockets)));
  }

  private static long largest(Optional<SocketBytes> sockets) {
    return sockets.map(bytes -> Math.max(bytes.receivedBytes(), bytes.ackedBytes())).orElse(0L);
  }
}
