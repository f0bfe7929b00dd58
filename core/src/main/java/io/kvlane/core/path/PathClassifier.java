package io.kvlane.core.path;

import io.kvlane.core.path.GpuStaging.Decision;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Transport;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which path the bytes of a run took: a pure function of its evidence.
 *
 * <p>For GPU memory over RDMA, {@link GpuStaging} then says whether the NIC reached the GPU itself.
 *
 * <p>It starts with the transports that the run was allowed to use and strikes out what the
 * evidence excludes, strongest evidence first, until those that are left are of one class. The
 * processes' own sockets prove or exclude TCP. NIC counters and lanes may only choose between what
 * is left once TCP is excluded: TCP through the same NIC moves its port counters too, and a lane
 * says what an endpoint could use, not what it used.
 */
public final class PathClassifier {

  /** Below this share of the payload, the sockets carried control messages only. */
  private static final double NOT_TCP_BELOW = 0.01;

  /** Quiet ports must have moved at least this share of the payload to be what carried it. */
  private static final double NIC_CARRIED_FROM = 0.90;

  private PathClassifier() {}

  /** The verdict on one run. */
  public static PathVerdict classify(PathEvidence evidence) {
    Optional<Long> carriedByTcp = evidence.carriedByTcp();
    if (carriedByTcp.isPresent() && carriedByTcp.get() >= evidence.payloadBytes()) {
      return verdict(evidence, EnumSet.of(Transport.TCP), EvidenceKind.OWN_SOCKETS);
    }
    boolean tcpExcluded =
        carriedByTcp.isPresent() && carriedByTcp.get() < NOT_TCP_BELOW * evidence.payloadBytes();
    if (carriedByTcp.isPresent() && !tcpExcluded) {
      return unknown(evidence);
    }

    Set<Transport> left = EnumSet.noneOf(Transport.class);
    left.addAll(evidence.allowed());
    if (isOneClass(left, evidence) && !(tcpExcluded && left.contains(Transport.TCP))) {
      return verdict(evidence, left, EvidenceKind.CONSTRUCTION);
    }
    if (tcpExcluded) {
      left.remove(Transport.TCP);
      if (isOneClass(left, evidence)) {
        return verdict(evidence, left, EvidenceKind.OWN_SOCKETS);
      }
    }
    Set<Transport> named = evidence.protocols().orElse(Set.of());
    Set<Transport> selected = intersection(left, named);
    // A protocol over something that was not allowed is misread, and may be what carried the
    // payload.
    if (evidence.allowed().containsAll(named) && isOneClass(selected, evidence)) {
      return verdict(evidence, selected, EvidenceKind.PROTOCOL_TABLE);
    }
    return tcpExcluded ? byCountersOrLanes(evidence, left) : unknown(evidence);
  }

  private static PathVerdict byCountersOrLanes(PathEvidence evidence, Set<Transport> left) {
    Set<Transport> counted = intersection(left, counted(evidence));
    if (isOneClass(counted, evidence)) {
      return verdict(evidence, counted, EvidenceKind.NIC_COUNTERS);
    }
    Set<Transport> reachable =
        evidence.lanes().stream()
            .map(Lane::transport)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Transport.class)));
    Set<Transport> laned = intersection(left, reachable);
    if (evidence.allowed().containsAll(reachable) && isOneClass(laned, evidence)) {
      return verdict(evidence, laned, EvidenceKind.LANES);
    }
    return unknown(evidence);
  }

  /** Transports whose ports together moved about the payload: UCX may stripe a run over rails. */
  private static Set<Transport> counted(PathEvidence evidence) {
    long payload = evidence.payloadBytes();
    Map<Transport, Long> moved = new EnumMap<>(Transport.class);
    for (NicCounterDelta nic : evidence.nics()) {
      if (nic.updated() && !nic.atMost() && !nic.shared(payload)) {
        moved.merge(nic.transport(), nic.movedBytes() - nic.liveBytes(), Long::sum);
      }
    }
    moved.values().removeIf(bytes -> bytes < NIC_CARRIED_FROM * payload);
    return moved.keySet();
  }

  private static boolean isOneClass(Set<Transport> transports, PathEvidence evidence) {
    Set<PathClass> classes =
        transports.stream()
            .map(transport -> classOf(transport, evidence))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(PathClass.class)));
    return classes.size() == 1 && !classes.contains(PathClass.UNKNOWN);
  }

  /**
   * The class that a transport implies. RDMA from GPU memory is not one class: whether the NIC or a
   * copy through the host read the GPU takes evidence of its own.
   */
  private static PathClass classOf(Transport transport, PathEvidence evidence) {
    return switch (transport) {
      case INFINIBAND, ROCE, EFA ->
          evidence.memory() == Memory.HOST
              ? PathClass.HOST_RDMA
              : staging(evidence).map(Decision::pathClass).orElse(PathClass.UNKNOWN);
      case TCP -> PathClass.TCP;
      case SHM, CUDA_IPC -> PathClass.LOCAL;
      case UNKNOWN -> PathClass.UNKNOWN;
    };
  }

  private static Optional<Decision> staging(PathEvidence evidence) {
    return evidence.gpu().flatMap(GpuStaging::of);
  }

  private static Set<Transport> intersection(Set<Transport> left, Set<Transport> right) {
    Set<Transport> both = EnumSet.noneOf(Transport.class);
    both.addAll(left);
    both.retainAll(right);
    return both;
  }

  /** Where two decisions were needed, the weaker one is what the verdict rests on. */
  private static PathVerdict verdict(
      PathEvidence evidence, Set<Transport> carriers, EvidenceKind decidedBy) {
    Transport carrier = carriers.iterator().next();
    PathClass pathClass = classOf(carrier, evidence);
    EvidenceKind weakest =
        staging(evidence)
            .filter(decision -> decision.pathClass() == pathClass)
            .map(Decision::by)
            .filter(by -> by.compareTo(decidedBy) > 0)
            .orElse(decidedBy);
    return new PathVerdict(
        pathClass,
        carriers.size() == 1 ? carrier : Transport.UNKNOWN,
        Optional.of(weakest),
        EvidenceText.of(evidence));
  }

  private static PathVerdict unknown(PathEvidence evidence) {
    return new PathVerdict(
        PathClass.UNKNOWN, Transport.UNKNOWN, Optional.empty(), EvidenceText.of(evidence));
  }
}
