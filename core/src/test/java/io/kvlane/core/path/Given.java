package io.kvlane.core.path;

import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Evidence of a run in words; figures are percent of the payload. Without any further word the run
 * moved host memory, its sockets could not be read and there is no other evidence.
 */
final class Given {

  static final long PAYLOAD = 1_000_000;

  private static final double RATE = 20e9;

  private final Set<Transport> allowed;
  private Memory memory = Memory.HOST;
  private GpuEvidence.End gpuInitiator = GpuEvidence.End.HANDED_OVER;
  private GpuEvidence.End gpuResponder = GpuEvidence.End.HANDED_OVER;
  private Optional<Boolean> zeroCopy = Optional.empty();
  private OptionalDouble slowestCopy = OptionalDouble.empty();
  private OptionalDouble pcie = OptionalDouble.empty();
  private Optional<SocketBytes> initiator = Optional.empty();
  private Optional<SocketBytes> responder = Optional.empty();
  private Optional<Set<Transport>> protocols = Optional.empty();
  private final List<NicCounterDelta> nics = new ArrayList<>();
  private final List<NetdevCounterDelta> netdevs = new ArrayList<>();
  private final List<Lane> lanes = new ArrayList<>();

  private Given(Set<Transport> allowed) {
    this.allowed = allowed;
  }

  static Given allowed(Transport... transports) {
    return new Given(Set.of(transports));
  }

  /** GPU memory that both engines were handed; nobody says more. */
  Given cuda() {
    memory = Memory.CUDA;
    return this;
  }

  /** GPU memory of which at least one end does not say what became of it. */
  Given cuda(GpuEvidence.End initiatorEnd, GpuEvidence.End responderEnd) {
    gpuInitiator = initiatorEnd;
    gpuResponder = responderEnd;
    return cuda();
  }

  Given zeroCopy(boolean says) {
    zeroCopy = Optional.of(says);
    return this;
  }

  /** How fast the slower copy through host memory is, in percent of the run's own rate. */
  Given slowestCopy(double percent) {
    slowestCopy = OptionalDouble.of(RATE * percent / 100);
    return this;
  }

  /** What the GPU's PCI link moved, in percent of the run's own rate. */
  Given pcie(double percent) {
    pcie = OptionalDouble.of(RATE * percent / 100);
    return this;
  }

  /** What the sockets of both ends carried when the initiator pulled. */
  Given sockets(double percent) {
    return initiatorReceived(percent).responderAcked(percent);
  }

  Given initiatorReceived(double percent) {
    initiator = Optional.of(new SocketBytes(bytes(percent), 100, 2));
    return this;
  }

  Given initiatorAcked(double percent) {
    initiator = Optional.of(new SocketBytes(100, bytes(percent), 2));
    return this;
  }

  Given responderReceived(double percent) {
    responder = Optional.of(new SocketBytes(bytes(percent), 100, 2));
    return this;
  }

  Given responderAcked(double percent) {
    responder = Optional.of(new SocketBytes(100, bytes(percent), 2));
    return this;
  }

  Given protocols(Transport... selected) {
    protocols = Optional.of(Set.of(selected));
    return this;
  }

  Given nic(Transport transport, double percent) {
    return nic(transport, percent, 0, true);
  }

  Given busyNic(Transport transport, double percent, double livePercent) {
    return nic(transport, percent, livePercent, true);
  }

  /** A port that counts packets only. */
  Given nicOfPackets(Transport transport, double atMostPercent, double liveAtMostPercent) {
    nics.add(
        new NicCounterDelta(
            "rxe0", 1, transport, bytes(atMostPercent), bytes(liveAtMostPercent), true, true));
    return this;
  }

  Given nicNotRefreshed(Transport transport, double percent) {
    return nic(transport, percent, 0, false);
  }

  private Given nic(Transport transport, double percent, double livePercent, boolean updated) {
    nics.add(
        new NicCounterDelta(
            "mlx5_" + nics.size(), 1, transport, bytes(percent), bytes(livePercent), updated));
    return this;
  }

  Given netdev(double percent) {
    netdevs.add(new NetdevCounterDelta("eth0", bytes(percent)));
    return this;
  }

  Given lane(String resource, Transport transport) {
    lanes.add(new Lane(resource, transport, transport != Transport.TCP));
    return this;
  }

  PathEvidence evidence() {
    return new PathEvidence(
        PAYLOAD,
        memory,
        allowed,
        initiator,
        responder,
        protocols,
        nics,
        netdevs,
        lanes,
        memory == Memory.CUDA
            ? Optional.of(
                new GpuEvidence(
                    gpuInitiator,
                    gpuResponder,
                    zeroCopy,
                    RATE,
                    slowestCopy,
                    pcie,
                    Optional.empty()))
            : Optional.empty());
  }

  private static long bytes(double percent) {
    return Math.round(percent * PAYLOAD / 100);
  }
}
