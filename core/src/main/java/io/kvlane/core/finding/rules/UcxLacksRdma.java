package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.library.UcxComponents;
import io.kvlane.core.library.UcxComponents.Component;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Engine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * UCX finds none of the RDMA devices that libibverbs can use in the same process, so it takes TCP.
 * EFA does not count: UCX may well have no transport for it. Nor do devices that libibverbs cannot
 * use: then not UCX is what lacks something.
 */
final class UcxLacksRdma implements Rule {

  @Override
  public String name() {
    return "ucx-lacks-rdma";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    Set<String> opened = opened(snapshot, now);
    List<String> usable =
        snapshot.rdma().devices(now).stream()
            .flatMap(List::stream)
            .filter(device -> !device.isEfa() && opened.contains(device.name()))
            .filter(device -> device.ports().stream().anyMatch(port -> port.link().isActive()))
            .map(RdmaDevice::name)
            .toList();
    return snapshot.inspection().ucx(now).stream()
        .filter(ucx -> !usable.isEmpty())
        .filter(ucx -> UcxMemory.openDomains(ucx, UcxMemory.IB).findAny().isEmpty())
        .map(ucx -> finding(ucx, usable))
        .toList();
  }

  private static Set<String> opened(NodeSnapshot snapshot, Instant now) {
    return snapshot
        .verbsDevices(now)
        .filter(device -> device.problem() == null)
        .map(device -> device.name())
        .collect(Collectors.toSet());
  }

  private Finding finding(UcxComponents ucx, List<String> usable) {
    Optional<Component> ib = ucx.component(UcxMemory.IB);
    List<String> evidence = new ArrayList<>();
    evidence.add("libibverbs can use " + String.join(", ", usable));
    evidence.add(
        "UCX %s: component ib %s"
            .formatted(ucx.version(), ib.isPresent() ? "finds no device" : "is not there"));
    ib.stream()
        .flatMap(component -> component.domains().stream())
        .forEach(domain ->
            evidence.add("domain " + domain.name() + ": " + domain.problem().orElseThrow()));
    return new Finding(
        name(),
        Severity.WARNING,
        Engine.UCX.label(),
        "UCX in kvlane's pod finds no RDMA device, though the pod can use one.",
        SharedCause.bounded(evidence.stream()),
        "Use an image with UCX's InfiniBand modules (libuct_ib, ucx_info -d | grep -i 'component:"
            + " ib'), leave UCX_MODULE_DIR unset, and follow "
            + Finding.runbookOf(name()));
  }
}
