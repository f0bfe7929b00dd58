package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.Gid;
import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;

/**
 * An active Ethernet port has no RoCE v2 identifier, so nothing of it can be routed. A table of
 * which the types were not told says nothing, nor does an empty one, which may be unreadable, nor
 * one without network interfaces, as iWARP has.
 */
final class RoceV2GidMissing implements Rule {

  private static final String ROCE_V2 = "RoCE v2";

  @Override
  public String name() {
    return "roce-v2-gid-missing";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return Siblings.physicalFunctions(snapshot, now)
        .map(RdmaDevice::ports)
        .flatMap(List::stream)
        .filter(port -> port.link().isActive() && port.link().layer() == LinkLayer.ETHERNET)
        .filter(port -> port.netdev().isPresent())
        .filter(port -> port.gids().stream().noneMatch(gid -> gid.type().isEmpty()))
        .filter(port -> port.gids().stream().noneMatch(gid -> gid.type().equals(ROCE_V2)))
        .map(this::finding)
        .toList();
  }

  private Finding finding(RdmaPort port) {
    String interfaceName = port.netdev().orElseThrow();
    return new Finding(
        name(),
        Severity.WARNING,
        port.id().text(),
        "Port %s has no RoCE v2 GID, so RDMA cannot be routed.".formatted(port.id().text()),
        SharedCause.bounded(port.gids().stream().map(RoceV2GidMissing::text)),
        "Give the interface an address (ip address add ADDRESS dev %s), and follow %s"
            .formatted(interfaceName, Finding.runbookOf(name())));
  }

  private static String text(Gid gid) {
    return "GID %d: %s, %s".formatted(gid.index(), gid.address(), gid.type());
  }
}
