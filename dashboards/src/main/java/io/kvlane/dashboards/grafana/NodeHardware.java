package io.kvlane.dashboards.grafana;

import java.util.List;

/** Panels of a node's dashboard about its RDMA devices and GPUs. */
final class NodeHardware {

  private static final Mappings PORT =
      Mappings.none().with(0, "not active", Colour.WRONG).with(1, "active", Colour.GOOD);

  private static final Mappings DISTANCES =
      Mappings.none()
          .with(0, "PIX", Colour.GOOD)
          .with(1, "PXB", Colour.GOOD)
          .with(2, "PHB", Colour.DOUBTFUL)
          .with(3, "NODE", Colour.BAD)
          .with(4, "SYS", Colour.WRONG);

  private static final Mappings AVAILABLE =
      Mappings.none().with(0, "no", Colour.WRONG).with(1, "yes", Colour.GOOD);

  private NodeHardware() {}

  static List<Panel> rdma() {
    return List.of(
        ports(),
        devices(),
        Panels.timeline(
                "Ports over time",
                "Whether each port carries data. A gap means that the device is gone or the agent"
                    + " silent.",
                12,
                PORT)
            .range(
                "{{device}}:{{port}}",
                "max by (device, port) (kvlane_rdma_port_active{node=\"$node\"})"),
        traffic(),
        Panels.graph(
                "Errors of ports",
                "What each counter rose by, all ports of a device together. Counters that a device"
                    + " lacks have no line; soft-RoCE has few.",
                12,
                Unit.COUNT)
            .range(
                "{{device}} {{counter}}",
                "sum by (device, counter)"
                    + " (increase(kvlane_rdma_port_errors_total{node=\"$node\"}[$__rate_interval]))"));
  }

  private static Panel ports() {
    return Table.of(
            "RDMA ports",
            "One row a port. Empty: the node has no RDMA device, or its host's /sys is not seen. A"
                + " port without a rate does not tell it.",
            24,
            8)
        .label("device", Column.text("Device"))
        .label("port", Column.text("Port").wide(60))
        .value(
            Column.text("Active").mapped(PORT).wide(90),
            "max by (device, port) (kvlane_rdma_port_active{node=\"$node\"})")
        .label("state", Column.text("State"))
        .label("physical_state", Column.text("Physical state"))
        .label("transport", Column.text("Transport"))
        .label("link_layer", Column.text("Link layer"))
        .label("netdev", Column.text("Interface"))
        .labelsOf(
            "max by (device, port, state, physical_state, transport, link_layer, netdev)"
                + " (kvlane_rdma_port_info{node=\"$node\"})")
        .value(
            Column.of("Rate", Unit.BYTES_PER_SECOND),
            "max by (device, port) (kvlane_rdma_port_rate_bytes_per_second{node=\"$node\"})")
        .value(
            Column.of("Errors in the time range", Unit.COUNT)
                .coloured(Thresholds.always(Colour.UNKNOWN).from(1, Colour.BAD)),
            "sum by (device, port)"
                + " (increase(kvlane_rdma_port_errors_total{node=\"$node\"}[$__range]))")
        .sortedBy("Device", false)
        .panel();
  }

  private static Panel devices() {
    return Table.of(
            "RDMA devices",
            "What each device says of itself. Empty: the node has none, or its host's /sys is not"
                + " seen.",
            12,
            8)
        .label("device", Column.text("Device"))
        .label("hca_type", Column.text("Type"))
        .label("driver", Column.text("Driver"))
        .label("firmware", Column.text("Firmware"))
        .label("pci_address", Column.text("PCI address"))
        .label("numa_node", Column.text("NUMA node"))
        .label("board_id", Column.text("Board"))
        .labelsOf(
            "max by (device, hca_type, driver, firmware, pci_address, numa_node, board_id)"
                + " (kvlane_rdma_device_info{node=\"$node\"})")
        .sortedBy("Device", false)
        .panel();
  }

  private static Panel traffic() {
    String share =
        "sum by (device, port) (rate(%s{node=\"$node\"}[$__rate_interval]))\n/ max by (device, port)"
            + " (kvlane_rdma_port_rate_bytes_per_second{node=\"$node\"})";
    return Panels.graph(
            "Traffic as share of the rate",
            "All traffic of a port, that of workers too, over the rate of its link. No line where the"
                + " device counts no bytes, as soft-RoCE, or tells no rate.",
            12,
            Unit.SHARE)
        .range(
            "{{device}}:{{port}} received",
            share.formatted("kvlane_rdma_port_received_bytes_total"))
        .range(
            "{{device}}:{{port}} transmitted",
            share.formatted("kvlane_rdma_port_transmitted_bytes_total"));
  }

  static List<Panel> gpus() {
    return List.of(
        Table.of(
                "GPUs",
                "As NVML shows them. Empty: no GPU, or no driver where the agent looks.",
                12,
                8)
            .label("index", Column.text("Index").wide(60))
            .label("model", Column.text("Model"))
            .label("pci_address", Column.text("PCI address"))
            .label("driver_version", Column.text("Driver"))
            .label("mig", Column.text("MIG"))
            .label("gpu", Column.text("UUID"))
            .labelsOf(
                "max by (index, model, pci_address, driver_version, mig, gpu)"
                    + " (kvlane_gpu_info{node=\"$node\"})")
            .sortedBy("Index", false)
            .panel(),
        Table.matrix(
                "Distance of GPUs and NICs",
                "As nvidia-smi topo -m says it: PIX one switch, PXB several, PHB the host bridge, NODE"
                    + " the same NUMA node, SYS another one. Empty where nobody can tell.",
                12,
                8,
                "gpu",
                "device",
                "max by (gpu, device) (kvlane_gpu_nic_distance{node=\"$node\"})")
            .mappings(DISTANCES)
            .custom("cellOptions", Json.object("type", "color-background", "mode", "basic")),
        gpudirect());
  }

  private static Panel gpudirect() {
    return Table.of(
            "GPUDirect RDMA, by how the NIC gets at GPU memory",
            "Whether all that a method needs was seen, for each GPU and the NICs near it. Empty cells:"
                + " something was not tested; `yes` is not yet a measurement, see the path by"
                + " transfer.",
            24,
            8)
        .label("gpu", Column.text("GPU"))
        .label("device", Column.text("Device"))
        .value(Column.text("Peer memory").mapped(AVAILABLE), method("peermem"))
        .value(Column.text("dma-buf").mapped(AVAILABLE), method("dmabuf"))
        .value(Column.text("GDRCopy").mapped(AVAILABLE), method("gdrcopy"))
        .sortedBy("GPU", false)
        .panel();
  }

  private static String method(String name) {
    return "max by (gpu, device) (kvlane_gpudirect_available{node=\"$node\",method=\"%s\"})"
        .formatted(name);
  }
}
