package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.host.RdmaNamespaces;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * RDMA devices are seen in one network namespace only, so pods see none unless something moves one
 * in. Where there are virtual functions, something most likely does.
 */
final class RdmaNamespaceExclusive implements Rule {

  @Override
  public String name() {
    return "rdma-namespace-exclusive";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    List<RdmaDevice> devices = snapshot.rdma().devices(now).stream().flatMap(List::stream).toList();
    return snapshot.inspection().host(now).stream()
        .filter(host -> host.rdmaNamespaces() == RdmaNamespaces.EXCLUSIVE)
        .filter(host -> !devices.isEmpty())
        .map(host -> finding(devices))
        .toList();
  }

  private Finding finding(List<RdmaDevice> devices) {
    boolean virtualFunctions =
        devices.stream().anyMatch(device -> device.place().virtualFunction());
    return new Finding(
        name(),
        virtualFunctions ? Severity.INFO : Severity.WARNING,
        SharedCause.NODE,
        "RDMA devices are seen in one network namespace only, so pods see none of them by default.",
        List.of(
            "ib_core netns_mode: exclusive",
            "devices that kvlane sees: "
                + devices.stream().map(RdmaDevice::name).collect(Collectors.joining(", "))),
        "Share the devices (rdma system set netns shared, and options ib_core netns_mode=1 in"
            + " /etc/modprobe.d), or move them into pods with the RDMA CNI plugin, and follow "
            + Finding.runbookOf(name()));
  }
}
