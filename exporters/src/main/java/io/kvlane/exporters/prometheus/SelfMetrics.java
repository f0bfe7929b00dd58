package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.MetricLabel.JAVA_VERSION;
import static io.kvlane.exporters.prometheus.MetricLabel.OUTCOME;
import static io.kvlane.exporters.prometheus.MetricLabel.PROBE;
import static io.kvlane.exporters.prometheus.MetricLabel.REASON;
import static io.kvlane.exporters.prometheus.MetricLabel.REVISION;
import static io.kvlane.exporters.prometheus.MetricLabel.ROLE;
import static io.kvlane.exporters.prometheus.MetricLabel.VERSION;
import static io.kvlane.exporters.prometheus.MetricRow.counter;
import static io.kvlane.exporters.prometheus.MetricRow.gauge;
import static io.kvlane.exporters.prometheus.MetricRow.info;
import static io.kvlane.exporters.prometheus.MetricUnit.BYTES_PER_SECOND;
import static io.kvlane.exporters.prometheus.MetricUnit.NONE;
import static io.kvlane.exporters.prometheus.MetricUnit.RATIO;
import static io.kvlane.exporters.prometheus.MetricUnit.SECONDS;

import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.workload.WorkerInventory;
import io.kvlane.exporters.prometheus.DataPoints.Sample;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Self: what is running, whether it can see, and what it spends. */
final class SelfMetrics {

  private static final double NANOS_PER_SECOND = 1e9;

  static final List<MetricRow> ROWS =
      List.of(
          info(
              "kvlane_build_info",
              "What is running.",
              List.of(VERSION, REVISION, JAVA_VERSION),
              view -> Stream.of(build(view.node().build()))),
          gauge(
              "kvlane_probe_outcome",
              NONE,
              "1 for what the last look gave, 0 for the other outcomes."
                  + " No series before the first look.",
              List.of(PROBE, OUTCOME),
              SelfMetrics::outcomes),
          gauge(
              "kvlane_probe_duration_seconds",
              SECONDS,
              "How long the last look took. No series before the first look, and none for pods,"
                  + " which are watched.",
              List.of(PROBE),
              SelfMetrics::durations),
          counter(
              "kvlane_probe_process_restarts_total",
              NONE,
              "Probe processes that ended when they should not have, by reason."
                  + " Every series starts at 0.",
              List.of(ROLE, REASON),
              SelfMetrics::restarts),
          gauge(
              "kvlane_transfers_turned_off",
              NONE,
              "1 while transfers are turned off on this node, by its annotation or by the"
                  + " configuration, so that no run speaks for now; else 0.",
              List.of(),
              view -> one(view.node().turnedOff().isPresent() ? 1 : 0)),
          gauge(
              "kvlane_budget_bytes_per_second",
              BYTES_PER_SECOND,
              "Bytes a second that transfers may move on average.",
              List.of(),
              view -> one((double) view.node().budget().bytesPerSecond())),
          gauge(
              "kvlane_budget_used_ratio",
              RATIO,
              "Share of the byte budget in use, above 1 when overdrawn.",
              List.of(),
              view -> one(view.node().budget().usedRatio())));

  private SelfMetrics() {}

  private static Labels build(BuildInfo build) {
    return VERSION
        .of(build.version())
        .merge(REVISION.of(build.revision()))
        .merge(JAVA_VERSION.of(build.javaVersion()));
  }

  /** A look at the machine, by the name of its probe. */
  private record Probe(String name, String outcome, Optional<Duration> took) {

    static Probe of(String name, Look<?> look) {
      return new Probe(name, look.result().outcome(), Optional.of(look.took()));
    }

    /** Of what is watched all the time, and not looked at now and then. */
    static Probe watched(String name, Look<?> look) {
      return new Probe(name, look.result().outcome(), Optional.empty());
    }
  }

  private static Stream<Probe> probes(SnapshotView view) {
    RdmaInventory rdma = view.node().rdma();
    WorkerInventory workers = view.node().workers();
    return Stream.of(
            view.node().engines().stream()
                .map(engine ->
                    new Probe(
                        engine.engine().label(),
                        engine.result().outcome(),
                        Optional.of(engine.took()))),
            rdma.sysfs().stream().map(look -> Probe.of("rdma-sysfs", look)),
            rdma.verbs().stream().map(verbs -> Probe.of("verbs", verbs.devices())),
            view.node().inspection().looks(view.node().at()).entrySet().stream()
                .map(look -> Probe.of(look.getKey(), look.getValue())),
            workers.watch().stream().map(look -> Probe.watched(WorkerInventory.PODS, look)),
            workers.assignments().stream()
                .map(look -> Probe.of(WorkerInventory.POD_RESOURCES, look)))
        .flatMap(Function.identity());
  }

  private static Stream<Sample> outcomes(SnapshotView view) {
    return probes(view)
        .flatMap(probe ->
            ProbeOutcomes.ALL.stream()
                .map(outcome ->
                    new Sample(
                        PROBE.of(probe.name()).merge(OUTCOME.of(outcome)),
                        probe.outcome().equals(outcome) ? 1 : 0)));
  }

  private static Stream<Sample> durations(SnapshotView view) {
    return probes(view)
        .flatMap(probe ->
            probe.took().stream()
                .map(
                    took -> new Sample(PROBE.of(probe.name()), took.toNanos() / NANOS_PER_SECOND)));
  }

  private static Stream<Sample> restarts(SnapshotView view) {
    return view.node().processes().stream()
        .flatMap(process ->
            Arrays.stream(ProcessEnd.Reason.values())
                .map(reason ->
                    new Sample(
                        ROLE.of(process.role()).merge(REASON.of(reason)),
                        process.ends().getOrDefault(reason, 0L))));
  }

  private static Stream<Sample> one(double value) {
    return Stream.of(new Sample(Labels.EMPTY, value));
  }
}
