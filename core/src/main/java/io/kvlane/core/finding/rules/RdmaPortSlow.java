package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.LinkRate;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** An active port has a lower rate than most ports of the same model and link layer. */
final class RdmaPortSlow implements Rule {

  @Override
  public String name() {
    return "rdma-port-slow";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return Siblings.activePorts(snapshot, now)
        .map(ports -> ports.stream().filter(port -> port.link().rate().isPresent()).toList())
        .flatMap(this::findings)
        .toList();
  }

  private Stream<Finding> findings(List<RdmaPort> siblings) {
    return Majority.of(siblings.stream().map(RdmaPortSlow::bytesPerSecond).toList()).stream()
        .flatMap(usual ->
            siblings.stream()
                .filter(port -> bytesPerSecond(port) < usual.value())
                .map(port -> finding(port, usual, siblings)));
  }

  private static long bytesPerSecond(RdmaPort port) {
    return port.link().rate().orElseThrow().bytesPerSecond();
  }

  private Finding finding(RdmaPort port, Majority<Long> usual, List<RdmaPort> siblings) {
    String rate = text(port);
    String usualRate =
        siblings.stream()
            .filter(other -> bytesPerSecond(other) == usual.value())
            .findFirst()
            .map(RdmaPortSlow::text)
            .orElseThrow();
    return new Finding(
        name(),
        Severity.WARNING,
        port.id().text(),
        "RDMA port %s runs at %s, its siblings at %s.".formatted(port.id().text(), rate, usualRate),
        List.of(
            "%s: %s".formatted(port.id().text(), rate),
            "%s active %s ports of this model: %s"
                .formatted(usual.share(), port.link().layer().label(), usualRate)),
        "Clean, reseat or exchange cable and transceiver, compare the speed of the switch port"
            + " (mlxlink -d "
            + port.id().device()
            + "), and follow "
            + Finding.runbookOf(name()));
  }

  private static String text(RdmaPort port) {
    return port.link().rate().map(LinkRate::text).orElseThrow();
  }
}
