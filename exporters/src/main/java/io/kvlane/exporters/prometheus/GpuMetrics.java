package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.MetricLabel.DEVICE;
import static io.kvlane.exporters.prometheus.MetricLabel.DISTANCE;
import static io.kvlane.exporters.prometheus.MetricLabel.DRIVER_VERSION;
import static io.kvlane.exporters.prometheus.MetricLabel.GPU;
import static io.kvlane.exporters.prometheus.MetricLabel.INDEX;
import static io.kvlane.exporters.prometheus.MetricLabel.METHOD;
import static io.kvlane.exporters.prometheus.MetricLabel.MIG;
import static io.kvlane.exporters.prometheus.MetricLabel.MODEL;
import static io.kvlane.exporters.prometheus.MetricLabel.PCI_ADDRESS;
import static io.kvlane.exporters.prometheus.MetricRow.gauge;
import static io.kvlane.exporters.prometheus.MetricRow.info;
import static io.kvlane.exporters.prometheus.MetricUnit.NONE;

import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.gpudirect.GpuDirect;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.gpudirect.MethodVerdict;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.exporters.prometheus.DataPoints.Sample;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.stream.Stream;

/** Inventory: the GPUs of the node, and how its NICs get at their memory. */
final class GpuMetrics {

  static final List<MetricRow> ROWS =
      List.of(
          info(
              "kvlane_gpu_info",
              "A GPU of this node, as NVML shows it. What it does not tell is empty.",
              List.of(GPU, INDEX, MODEL, PCI_ADDRESS, DRIVER_VERSION, MIG),
              GpuMetrics::gpus),
          gauge(
              "kvlane_gpu_nic_distance",
              NONE,
              "How far a GPU and an RDMA device are from each other: 0 PIX, 1 PXB, 2 PHB, 3 NODE, 4"
                  + " SYS. No series when nobody can tell.",
              List.of(GPU, DEVICE, DISTANCE),
              GpuMetrics::distances),
          gauge(
              "kvlane_gpudirect_available",
              NONE,
              "1 when all that a method needs between a GPU and an RDMA device near it was seen, 0 when"
                  + " something is missing. No series when something was not tested.",
              List.of(GPU, DEVICE, METHOD),
              GpuMetrics::methods));

  private GpuMetrics() {}

  private static Stream<Labels> gpus(SnapshotView view) {
    return view.node().inspection().gpus(view.node().at()).stream()
        .flatMap(inventory ->
            inventory.gpus().stream()
                .map(gpu ->
                    labels(gpu)
                        .merge(DRIVER_VERSION.of(inventory.driverVersion().orElse("")))
                        .merge(MIG.of(gpu.mig()))));
  }

  private static Labels labels(Gpu gpu) {
    return Labels.builder()
        .label(GPU.exposed(), gpu.name())
        .label(INDEX.exposed(), Integer.toString(gpu.index()))
        .label(MODEL.exposed(), gpu.model().orElse(""))
        .label(PCI_ADDRESS.exposed(), gpu.address().map(PciAddress::text).orElse(""))
        .build();
  }

  private static Stream<Sample> distances(SnapshotView view) {
    return view.pairs().stream()
        .flatMap(pair ->
            pair.distance().stream()
                .map(distance ->
                    new Sample(labels(pair).merge(DISTANCE.of(distance)), distance.rank())));
  }

  private static Stream<Sample> methods(SnapshotView view) {
    return GpuDirect.relevant(view.pairs()).stream()
        .flatMap(pair ->
            pair.methods().stream()
                .filter(verdict -> verdict.available() != Support.UNKNOWN)
                .map(verdict -> sample(pair, verdict)));
  }

  private static Sample sample(GpuNicPair pair, MethodVerdict verdict) {
    return new Sample(
        labels(pair).merge(METHOD.of(verdict.method())),
        verdict.available() == Support.YES ? 1 : 0);
  }

  private static Labels labels(GpuNicPair pair) {
    return GPU.of(pair.gpu().name()).merge(DEVICE.of(pair.device()));
  }
}
