package io.kvlane.core.path;

import io.kvlane.core.transfer.Transport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Evidence in words, strongest first. */
final class EvidenceText {

  private EvidenceText() {}

  static List<EvidenceLine> of(PathEvidence evidence) {
    long payload = evidence.payloadBytes();
    List<EvidenceLine> lines = new ArrayList<>();
    sockets(lines, "initiator", evidence.initiatorSockets(), payload);
    sockets(lines, "responder", evidence.responderSockets(), payload);
    lines.add(
        new EvidenceLine(
            EvidenceKind.CONSTRUCTION,
            "transports the run could use on this node: " + names(evidence.allowed())));
    evidence.gpu().ifPresent(gpu -> copies(lines, gpu));
    evidence
        .protocols()
        .ifPresent(selected ->
            lines.add(
                new EvidenceLine(
                    EvidenceKind.PROTOCOL_TABLE,
                    "UCX selected protocols over: " + names(selected))));
    evidence
        .gpu()
        .flatMap(GpuEvidence::zeroCopy)
        .ifPresent(zeroCopy ->
            lines.add(
                new EvidenceLine(
                    EvidenceKind.PROTOCOL_TABLE,
                    zeroCopy
                        ? "UCX moves this GPU memory without a copy"
                        : "UCX copies this GPU memory through host memory")));
    for (NicCounterDelta nic : evidence.nics()) {
      lines.add(new EvidenceLine(EvidenceKind.NIC_COUNTERS, nicText(nic, payload)));
    }
    for (NetdevCounterDelta netdev : evidence.netdevs()) {
      lines.add(
          new EvidenceLine(
              EvidenceKind.NETDEV_COUNTERS,
              netdev.netdev() + " moved " + share(netdev.movedBytes(), payload)));
    }
    if (!evidence.lanes().isEmpty()) {
      lines.add(
          new EvidenceLine(
              EvidenceKind.LANES,
              "lanes of the endpoint: "
                  + evidence.lanes().stream()
                      .map(lane -> lane.resource() + (lane.remoteMemoryAccess() ? " (rma)" : ""))
                      .collect(Collectors.joining(", "))));
    }
    evidence.gpu().ifPresent(gpu -> rates(lines, gpu));
    return lines;
  }

  private static void copies(List<EvidenceLine> lines, GpuEvidence gpu) {
    lines.add(
        new EvidenceLine(
            EvidenceKind.OWN_COPIES,
            "initiator: " + text(gpu.initiator()) + "; responder: " + text(gpu.responder())));
  }

  private static String text(GpuEvidence.End end) {
    return switch (end) {
      case HANDED_OVER -> "the engine had the GPU's memory";
      case COPIED -> "kvlane copied through host memory";
      case UNKNOWN -> "not said";
    };
  }

  private static void rates(List<EvidenceLine> lines, GpuEvidence gpu) {
    gpu.slowestCopyBytesPerSecond()
        .ifPresent(copy ->
            lines.add(
                new EvidenceLine(
                    EvidenceKind.RATE,
                    gigabytes(gpu.bytesPerSecond())
                        + "; the slower copy through host memory makes "
                        + gigabytes(copy))));
    gpu.pcieBytesPerSecond()
        .ifPresent(moved ->
            lines.add(
                new EvidenceLine(
                    EvidenceKind.PCIE,
                    "the GPU's PCI link was seen to move up to " + gigabytes(moved))));
    gpu.registration()
        .ifPresent(tried -> lines.add(new EvidenceLine(EvidenceKind.REGISTRATION, tried)));
  }

  private static String gigabytes(double bytesPerSecond) {
    return String.format(Locale.ROOT, "%.3g GB/s", bytesPerSecond / 1e9);
  }

  private static void sockets(
      List<EvidenceLine> lines, String end, Optional<SocketBytes> sockets, long payload) {
    lines.add(
        new EvidenceLine(
            EvidenceKind.OWN_SOCKETS,
            sockets
                .map(bytes ->
                    end
                        + ": "
                        + bytes.sockets()
                        + " TCP sockets received "
                        + share(bytes.receivedBytes(), payload)
                        + ", sent and had acknowledged "
                        + share(bytes.ackedBytes(), payload))
                .orElse(end + ": its TCP sockets could not be read")));
  }

  private static String nicText(NicCounterDelta nic, long payload) {
    return nic.device()
        + " port "
        + nic.port()
        + " ("
        + nic.transport().label()
        + ") moved "
        + (nic.atMost() ? "at most " : "")
        + share(nic.movedBytes(), payload)
        + (nic.shared(payload) ? ", shared with live traffic" : "")
        + (nic.updated() ? "" : ", counters not refreshed since the run");
  }

  private static String share(long bytes, long payload) {
    return String.format(
        Locale.ROOT, "%d bytes (%.1f %% of the payload)", bytes, 100.0 * bytes / payload);
  }

  private static String names(Collection<Transport> transports) {
    return transports.isEmpty()
        ? "none"
        : transports.stream().sorted().map(Transport::label).collect(Collectors.joining(", "));
  }
}
