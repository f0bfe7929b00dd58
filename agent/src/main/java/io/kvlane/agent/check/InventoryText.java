package io.kvlane.agent.check;

import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.host.Version;
import io.kvlane.core.pci.Distance;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciLink;
import io.kvlane.core.rdma.LinkRate;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a node has, in lines for people. */
final class InventoryText {

  private static final String UNKNOWN = "?";

  private final NodeSnapshot snapshot;
  private final NodeInspection inspection;
  private final Instant now;

  InventoryText(NodeSnapshot snapshot) {
    this.snapshot = snapshot;
    this.inspection = snapshot.inspection();
    this.now = snapshot.at();
  }

  List<String> host() {
    Optional<HostFacts> host = inspection.host(now);
    if (host.isEmpty()) {
      return List.of("  not read" + problem("host"));
    }
    List<String> facts = new ArrayList<>();
    facts.add("kernel " + host.get().kernel().map(Version::text).orElse(UNKNOWN));
    host.get().distribution().ifPresent(facts::add);
    host.get().gpuDriver().ifPresent(version -> facts.add("GPU driver " + version.text()));
    inspection.ucx(now).ifPresent(ucx -> facts.add("UCX " + ucx.version()));
    inspection.libfabric(now).ifPresent(fabric -> facts.add("libfabric " + fabric.version()));
    return List.of("  " + String.join(", ", facts));
  }

  private String problem(String look) {
    return Optional.ofNullable(inspection.looks(now).get(look))
        .flatMap(last -> last.result().problem())
        .map(text -> ": " + text)
        .orElse("");
  }

  List<String> devices() {
    Optional<List<RdmaDevice>> devices = snapshot.rdma().devices(now);
    if (devices.isEmpty() || devices.get().isEmpty()) {
      return List.of(
          "  none: "
              + snapshot
                  .rdma()
                  .sysfs()
                  .flatMap(look -> look.result().problem())
                  .orElse("the kernel shows no device"));
    }
    Table table = new Table();
    for (RdmaDevice device : devices.get()) {
      for (RdmaPort port : device.ports()) {
        table.row(
            port.id().text(),
            port.link().text(),
            port.link().rate().map(LinkRate::text).orElse(UNKNOWN),
            port.transport().label(),
            device.place().pciAddress().orElse("-"),
            numa(device),
            device.identity().firmware().map(firmware -> "fw " + firmware).orElse(""));
      }
    }
    return table.lines();
  }

  private static String numa(RdmaDevice device) {
    return device.place().numaNode().isPresent()
        ? "numa " + device.place().numaNode().getAsInt()
        : "";
  }

  List<String> gpus() {
    List<NodeGpu> gpus = NodeGpu.of(inspection, now);
    if (gpus.isEmpty()) {
      return List.of("  none" + problem("nvml"));
    }
    Table table = new Table();
    for (NodeGpu gpu : gpus) {
      Optional<Gpu> shown =
          inspection.gpus(now).stream()
              .flatMap(inventory -> inventory.gpus().stream())
              .filter(candidate -> candidate.name().equals(gpu.name()))
              .findFirst();
      table.row(
          shortName(gpu, gpus),
          gpu.address().map(PciAddress::text).orElse("-"),
          shown.flatMap(Gpu::uuid).orElse(""),
          shown.flatMap(Gpu::model).orElse(""),
          shown.flatMap(Gpu::link).map(PciLink::text).orElse(""),
          shown.flatMap(candidate -> Optional.ofNullable(candidate.problem())).orElse(""));
    }
    return table.lines();
  }

  /** GPUs by devices. */
  List<String> distances(List<GpuNicPair> pairs) {
    List<NodeGpu> gpus = NodeGpu.of(inspection, now);
    List<String> devices = pairs.stream().map(GpuNicPair::device).distinct().toList();
    Table table = new Table();
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(devices);
    table.row(head);
    for (NodeGpu gpu : gpus) {
      List<String> row = new ArrayList<>(List.of(shortName(gpu, gpus)));
      devices.forEach(device ->
          row.add(
              pairs.stream()
                  .filter(pair -> pair.gpu().equals(gpu) && pair.device().equals(device))
                  .map(pair -> pair.distance().map(Distance::label).orElse(UNKNOWN))
                  .collect(Collectors.joining())));
      table.row(row);
    }
    return table.lines();
  }

  static String shortName(NodeGpu gpu, List<NodeGpu> all) {
    return "GPU " + all.indexOf(gpu);
  }
}
