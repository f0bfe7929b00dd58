package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** An active port sends smaller packets than most ports of the same model and link layer. */
final class RdmaMtuLow implements Rule {

  /**
   * What libibverbs says of a port.
   *
   * @param port the port
   * @param bytes payload of its packets
   */
  private record Mtu(PortId port, int bytes) {}

  @Override
  public String name() {
    return "rdma-mtu-low";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    List<Mtu> all = mtus(snapshot, now);
    return Siblings.activePorts(snapshot, now)
        .map(ports -> ports.stream().map(RdmaPort::id).toList())
        .map(ports -> all.stream().filter(mtu -> ports.contains(mtu.port())).toList())
        .flatMap(this::findings)
        .toList();
  }

  private static List<Mtu> mtus(NodeSnapshot snapshot, Instant now) {
    return snapshot.verbsDevices(now).flatMap(RdmaMtuLow::mtus).toList();
  }

  private static Stream<Mtu> mtus(VerbsDevice device) {
    return device.ports().stream()
        .filter(port -> port.activeMtuBytes() > 0)
        .map(port -> new Mtu(new PortId(device.name(), port.number()), port.activeMtuBytes()));
  }

  private Stream<Finding> findings(List<Mtu> siblings) {
    return Majority.of(siblings.stream().map(Mtu::bytes).toList()).stream()
        .flatMap(usual ->
            siblings.stream()
                .filter(mtu -> mtu.bytes() < usual.value())
                .map(mtu -> finding(mtu, usual)));
  }

  private Finding finding(Mtu mtu, Majority<Integer> usual) {
    String port = mtu.port().text();
    return new Finding(
        name(),
        Severity.WARNING,
        port,
        "RDMA port %s sends packets of %d bytes, its siblings of %d."
            .formatted(port, mtu.bytes(), usual.value()),
        List.of(
            "active MTU of %s: %d bytes".formatted(port, mtu.bytes()),
            "%s active ports of this model: %d bytes".formatted(usual.share(), usual.value())),
        "Give the interface and its switch port the MTU of the others (ip link set dev INTERFACE mtu"
            + " 9000; with InfiniBand the subnet manager sets it), and follow "
            + Finding.runbookOf(name()));
  }
}
