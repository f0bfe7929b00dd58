package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.MetricLabel.BOARD_ID;
import static io.kvlane.exporters.prometheus.MetricLabel.COUNTER;
import static io.kvlane.exporters.prometheus.MetricLabel.DEVICE;
import static io.kvlane.exporters.prometheus.MetricLabel.DRIVER;
import static io.kvlane.exporters.prometheus.MetricLabel.FIRMWARE;
import static io.kvlane.exporters.prometheus.MetricLabel.HCA_TYPE;
import static io.kvlane.exporters.prometheus.MetricLabel.LINK_LAYER;
import static io.kvlane.exporters.prometheus.MetricLabel.NETDEV;
import static io.kvlane.exporters.prometheus.MetricLabel.NODE_GUID;
import static io.kvlane.exporters.prometheus.MetricLabel.NUMA_NODE;
import static io.kvlane.exporters.prometheus.MetricLabel.PCI_ADDRESS;
import static io.kvlane.exporters.prometheus.MetricLabel.PHYSICAL_STATE;
import static io.kvlane.exporters.prometheus.MetricLabel.PORT;
import static io.kvlane.exporters.prometheus.MetricLabel.STATE;
import static io.kvlane.exporters.prometheus.MetricLabel.TRANSPORT;
import static io.kvlane.exporters.prometheus.MetricRow.counter;
import static io.kvlane.exporters.prometheus.MetricRow.gauge;
import static io.kvlane.exporters.prometheus.MetricRow.info;
import static io.kvlane.exporters.prometheus.MetricUnit.BYTES;
import static io.kvlane.exporters.prometheus.MetricUnit.BYTES_PER_SECOND;
import static io.kvlane.exporters.prometheus.MetricUnit.NONE;

import io.kvlane.core.rdma.PortCounters;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.exporters.prometheus.DataPoints.Sample;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Inventory: the RDMA devices of the node, as they are now. A device that is gone has no series.
 */
final class InventoryMetrics {

  private static final List<MetricLabel> OF_PORT = List.of(DEVICE, PORT);

  static final List<MetricRow> ROWS =
      List.of(
          info(
              "kvlane_rdma_device_info",
              "An RDMA device of this node. What it does not tell is empty.",
              List.of(
                  DEVICE, FIRMWARE, HCA_TYPE, BOARD_ID, NODE_GUID, DRIVER, PCI_ADDRESS, NUMA_NODE),
              InventoryMetrics::devices),
          info(
              "kvlane_rdma_port_info",
              "A port of an RDMA device. What it does not tell is empty.",
              List.of(DEVICE, PORT, TRANSPORT, LINK_LAYER, STATE, PHYSICAL_STATE, NETDEV),
              InventoryMetrics::ports),
          gauge(
              "kvlane_rdma_port_active",
              NONE,
              "1 when the port is active, that is, carries data, else 0.",
              OF_PORT,
              view -> samples(view, port -> Stream.of(port.link().isActive() ? 1.0 : 0.0))),
          gauge(
              "kvlane_rdma_port_rate_bytes_per_second",
              BYTES_PER_SECOND,
              "Rate of the port's link, also while it is down. No series when it does not tell.",
              OF_PORT,
              view ->
                  samples(
                      view,
                      port ->
                          port.link().rate().stream().map(rate -> (double) rate.bytesPerSecond()))),
          counter(
              "kvlane_rdma_port_received_bytes_total",
              BYTES,
              "Bytes that the port received since its device came up, read every ten seconds."
                  + " No series when it does not count them, as soft-RoCE.",
              OF_PORT,
              view -> counted(view, PortCounters::receivedBytes)),
          counter(
              "kvlane_rdma_port_transmitted_bytes_total",
              BYTES,
              "Bytes that the port sent since its device came up, read every ten seconds."
                  + " No series when it does not count them, as soft-RoCE.",
              OF_PORT,
              view -> counted(view, PortCounters::transmittedBytes)),
          counter(
              "kvlane_rdma_port_errors_total",
              NONE,
              "What went wrong on the port since its device came up, read every ten seconds."
                  + " No series of a counter that the device lacks.",
              List.of(DEVICE, PORT, COUNTER),
              InventoryMetrics::errors));

  private InventoryMetrics() {}

  private static Stream<RdmaPort> portsOf(SnapshotView view) {
    NodeSnapshot node = view.node();
    return node.rdma().ports(node.at());
  }

  private static Stream<Labels> devices(SnapshotView view) {
    return view.node().rdma().devices(view.node().at()).stream()
        .flatMap(List::stream)
        .map(InventoryMetrics::labels);
  }

  private static Labels labels(RdmaDevice device) {
    RdmaDevice.Identity identity = device.identity();
    RdmaDevice.Place place = device.place();
    return Labels.builder()
        .label(DEVICE.exposed(), device.name())
        .label(FIRMWARE.exposed(), identity.firmware().orElse(""))
        .label(HCA_TYPE.exposed(), identity.hcaType().orElse(""))
        .label(BOARD_ID.exposed(), identity.boardId().orElse(""))
        .label(NODE_GUID.exposed(), identity.nodeGuid().orElse(""))
        .label(DRIVER.exposed(), place.driver().orElse(""))
        .label(PCI_ADDRESS.exposed(), place.pciAddress().orElse(""))
        .label(
            NUMA_NODE.exposed(),
            place.numaNode().isPresent() ? Integer.toString(place.numaNode().getAsInt()) : "")
        .build();
  }

  private static Stream<Labels> ports(SnapshotView view) {
    return portsOf(view)
        .map(port ->
            labels(port)
                .merge(TRANSPORT.of(port.transport()))
                .merge(LINK_LAYER.of(port.link().layer()))
                .merge(STATE.of(port.link().state()))
                .merge(PHYSICAL_STATE.of(port.link().physicalState()))
                .merge(NETDEV.of(port.netdev().orElse(""))));
  }

  private static Labels labels(RdmaPort port) {
    return DEVICE.of(port.id().device()).merge(PORT.of(Integer.toString(port.id().number())));
  }

  private static Stream<Sample> samples(
      SnapshotView view, Function<RdmaPort, Stream<Double>> figure) {
    return portsOf(view)
        .flatMap(port -> figure.apply(port).map(value -> new Sample(labels(port), value)));
  }

  private static Stream<Sample> counted(
      SnapshotView view, Function<PortCounters, OptionalLong> counter) {
    return samples(
        view, port -> counter.apply(port.counters()).stream().mapToObj(value -> (double) value));
  }

  private static Stream<Sample> errors(SnapshotView view) {
    return portsOf(view)
        .flatMap(port ->
            port.counters().errors().entrySet().stream()
                .map(error ->
                    new Sample(
                        labels(port).merge(COUNTER.of(error.getKey())),
                        (double) error.getValue())));
  }
}
