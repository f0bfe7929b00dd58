package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.SnapshotBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.profile.KvPreset;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.Transport;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotCollectorTest {

  private static final Duration STALE_AFTER = SnapshotBuilder.INTERVAL.multipliedBy(3);
  private static final Runs READ = Runs.of(Intent.DEFAULT, Engine.UCX, Operation.READ);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kvlane_path_info",
        "kvlane_path_fallback",
        "kvlane_predicted_ttft_overhead_seconds",
        "kvlane_transfer_bandwidth_bytes_per_second",
        "kvlane_transfer_post_seconds",
        "kvlane_transfer_descriptors",
        "kvlane_transfer_capped"
      })
  void shouldDropSeriesOfRunsThatAreStale(String name) {
    SnapshotBuilder node = nodeWithOneRun(PathClass.TCP, Transport.TCP);

    assertThat(Scrapes.series(node.at(NOW.plus(STALE_AFTER)).build(), name)).isNotEmpty();
    assertThat(Scrapes.series(node.at(NOW.plus(STALE_AFTER).plusNanos(1)).build(), name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kvlane_transfers_total",
        "kvlane_transfer_bytes_total",
        "kvlane_transfer_duration_seconds_count",
        "kvlane_transfer_last_success_timestamp_seconds"
      })
  void shouldKeepWhatNeverAges(String name) {
    NodeSnapshot later =
        nodeWithOneRun(PathClass.TCP, Transport.TCP).at(NOW.plusSeconds(86_400)).build();

    assertThat(Scrapes.series(later, name)).isNotEmpty();
  }

  @Test
  void shouldHaveNoFallbackSeriesWithoutExpectation() {
    NodeSnapshot node =
        new SnapshotBuilder()
            .runs(READ.verified(NOW, Duration.ofMillis(30), PathClass.TCP, Transport.TCP))
            .build();

    assertThat(Scrapes.series(node, "kvlane_path_fallback")).isEmpty();
    assertThat(Scrapes.series(node, "kvlane_expected_path_info")).isEmpty();
  }

  @Test
  void shouldHaveNoFallbackSeriesForUnknownPath() {
    NodeSnapshot node = nodeWithOneRun(PathClass.UNKNOWN, Transport.UNKNOWN).build();

    assertThat(Scrapes.series(node, "kvlane_path_fallback")).isEmpty();
    assertThat(Scrapes.series(node, "kvlane_path_info"))
        .singleElement()
        .asString()
        .contains("class=\"unknown\"");
  }

  @Test
  void shouldShowTheCurrentClassOnly() {
    NodeSnapshot node =
        nodeWithOneRun(PathClass.HOST_RDMA, Transport.ROCE)
            .runs(READ.verified(NOW, Duration.ofMillis(30), PathClass.TCP, Transport.TCP))
            .build();

    assertThat(Scrapes.series(node, "kvlane_path_info"))
        .singleElement()
        .asString()
        .contains("class=\"tcp\"");
  }

  @Test
  void shouldDropSeriesOfDeviceThatLeft() {
    Runs port = Runs.of(Intent.FORCED, Engine.UCX, Operation.READ).on("mlx5_0:1");
    NodeSnapshot with =
        new SnapshotBuilder()
            .runs(port.verified(NOW, Duration.ofMillis(3), PathClass.HOST_RDMA, Transport.ROCE))
            .build();
    AtomicReference<NodeSnapshot> latest = new AtomicReference<>(with);
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new SnapshotCollector(latest::get));

    assertThat(scrape(registry)).contains("mlx5_0:1");
    latest.set(new SnapshotBuilder().build());
    assertThat(scrape(registry)).doesNotContain("mlx5_0:1");
  }

  @Test
  void shouldExposeFindingsThatDifferInEvidenceOnce() {
    NodeSnapshot node =
        new SnapshotBuilder()
            .finding("path-fallback", Severity.CRITICAL, "ucx", "One.")
            .finding("path-fallback", Severity.CRITICAL, "ucx", "Two.")
            .finding("path-fallback", Severity.WARNING, "ucx", "Three.")
            .build();

    assertThat(Scrapes.series(node, "kvlane_finding")).hasSize(2);
  }

  @Test
  void shouldLoseTheSeriesOfADeviceThatIsGone() {
    RdmaDevice left = Rdma.roce("mlx5_0", PortState.ACTIVE, "LinkUp");
    RdmaDevice gone = Rdma.roce("mlx5_1", PortState.ACTIVE, "LinkUp");

    assertThat(rdmaSeries(new ProbeResult.Observed<>(List.of(left, gone)), NOW))
        .anyMatch(series -> series.contains("device=\"mlx5_1\""));
    assertThat(rdmaSeries(new ProbeResult.Observed<>(List.of(left)), NOW))
        .isNotEmpty()
        .noneMatch(series -> series.contains("device=\"mlx5_1\""));
    assertThat(rdmaSeries(new ProbeResult.NotPresent<>("none", "load it"), NOW)).isEmpty();
  }

  @Test
  void shouldNotExposeDevicesThatNobodyHasLookedAtForLong() {
    RdmaDevice device = Rdma.roce("mlx5_0", PortState.ACTIVE, "LinkUp");

    assertThat(rdmaSeries(new ProbeResult.Observed<>(List.of(device)), NOW.minusSeconds(31)))
        .isEmpty();
  }

  private static List<String> rdmaSeries(ProbeResult<List<RdmaDevice>> sysfs, Instant at) {
    return Scrapes.series(
            new SnapshotBuilder()
                .rdma(Rdma.inventory(sysfs, new ProbeResult.Failed<>("broken"), at))
                .build())
        .stream()
        .filter(series -> series.startsWith("kvlane_rdma_"))
        .toList();
  }

  @Test
  void shouldEscapeLabelValues() {
    NodeSnapshot node =
        new SnapshotBuilder()
            .finding("odd-name", Severity.INFO, "a \"quoted\" back\\slash\nand ünïcode", "Odd.")
            .build();

    assertThat(Scrapes.series(node, "kvlane_finding"))
        .containsExactly(
            "kvlane_finding{rule=\"odd-name\",severity=\"info\","
                + "subject=\"a \\\"quoted\\\" back\\\\slash\\nand ünïcode\"} 1.0");
  }

  @Test
  void shouldServeSelfMetricsOfMicrometerBesideTheSnapshot() {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters.getPrometheusRegistry().register(new SnapshotCollector(new SnapshotBuilder()::build));
    meters.counter("kvlane.scrapes").increment();

    assertThat(scrape(meters.getPrometheusRegistry()))
        .contains("kvlane_scrapes_total 1.0", "kvlane_build_info{");
  }

  @Test
  void shouldBeTheOnlyOwnerOfItsNames() {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new SnapshotCollector(new SnapshotBuilder()::build));

    assertThatThrownBy(() -> registry.register(new SnapshotCollector(new SnapshotBuilder()::build)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("kvlane_");
  }

  private static SnapshotBuilder nodeWithOneRun(PathClass pathClass, Transport transport) {
    return new SnapshotBuilder()
        .profile(KvPreset.LLAMA_3_1_8B)
        .expecting(ExpectedPath.RDMA, Expectation.Source.CONFIGURATION)
        .runs(READ.verified(NOW, Duration.ofMillis(30), pathClass, transport));
  }

  private static String scrape(PrometheusRegistry registry) {
    return new String(ScrapeResponse.of(registry, null).body(), StandardCharsets.UTF_8);
  }
}
