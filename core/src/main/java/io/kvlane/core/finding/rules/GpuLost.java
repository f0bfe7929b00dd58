package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.gpu.GpuInventory;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The driver has lost a GPU, or a GPU is missing on the PCI bus, which is as urgent; or the bus has
 * one that driver or NVML does not show, which may have another reason. One finding a GPU.
 */
final class GpuLost implements Rule {

  @Override
  public String name() {
    return "gpu-lost";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    List<Gpu> gpus =
        snapshot.inspection().gpus(now).map(GpuInventory::gpus).stream()
            .flatMap(List::stream)
            .toList();
    Map<String, Finding> findings = new LinkedHashMap<>();
    gpus.stream()
        .filter(Gpu::lost)
        .map(gpu -> finding(gpu.name(), Severity.CRITICAL, "NVML: " + at(gpu) + " is lost"))
        .forEach(finding -> findings.put(finding.subject(), finding));
    snapshot
        .inspection()
        .pci(now)
        .map(tree -> missing(tree, snapshot.inspection(), now, gpus))
        .ifPresent(missing -> {
          missing
              .fromBus()
              .map(gpu -> finding(nameAt(gpu.address(), gpus), Severity.CRITICAL, gpu.evidence()))
              .forEach(finding -> findings.putIfAbsent(finding.subject(), finding));
          missing
              .fromLists()
              .map(gpu -> finding(nameAt(gpu.address(), gpus), Severity.WARNING, gpu.evidence()))
              .forEach(finding -> findings.putIfAbsent(finding.subject(), finding));
        });
    return List.copyOf(findings.values());
  }

  private static String at(Gpu gpu) {
    return gpu.address().map(address -> "the GPU at " + address.text()).orElse(gpu.name());
  }

  private static MissingGpus missing(
      PciTree tree, NodeInspection inspection, Instant now, List<Gpu> gpus) {
    List<PciAddress> driver =
        inspection.host(now).map(HostFacts::driverGpus).stream().flatMap(List::stream).toList();
    List<PciAddress> shown = gpus.stream().flatMap(gpu -> gpu.address().stream()).toList();
    return new MissingGpus(tree, driver, shown.size() == gpus.size() ? shown : List.of());
  }

  private static String nameAt(PciAddress address, List<Gpu> gpus) {
    return gpus.stream()
        .filter(gpu -> gpu.address().filter(address::equals).isPresent())
        .map(Gpu::name)
        .findFirst()
        .orElse(address.text());
  }

  private Finding finding(String subject, Severity severity, String evidence) {
    return new Finding(
        name(),
        severity,
        subject,
        "GPU %s is lost to the driver or missing.".formatted(subject),
        List.of(evidence),
        "Look for Xid errors (dmesg -T | grep -E 'NVRM|Xid'), drain the node and start it cold, and"
            + " follow "
            + Finding.runbookOf(name()));
  }
}
