package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.SnapshotBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpudirect.RunGpu;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.peer.PairBook;
import io.kvlane.core.profile.KvPreset;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.schedule.ForcedPlan;
import io.kvlane.core.schedule.GpuPlan;
import io.kvlane.core.schedule.LoopbackPlan;
import io.kvlane.core.snapshot.ControlReport;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.PeerInventory;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.transfer.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many series an agent can have: a function of its plan and its node, of nothing else. */
class SeriesBoundTest {

  /** What a profile has one series more of, once there is a run to predict from. */
  private static final int PREDICTION = 1;

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64})
  void shouldHaveNoMoreSeriesThanTheReferenceSays(int ports) {
    SnapshotBuilder node = worstNode();
    List<RdmaDevice> devices = new ArrayList<>();
    for (int port = 0; port < ports; port++) {
      devices.add(Rdma.worst("p" + port));
      addEveryKindOfRun(node, Runs.of(Intent.FORCED, Engine.UCX, Operation.READ).on("p" + port));
    }
    node.rdma(
        Rdma.inventory(new ProbeResult.Observed<>(devices), new ProbeResult.Failed<>("broken")));
    addEveryKindOfRun(node, Runs.of(Intent.DEFAULT, Engine.UCX, Operation.READ));

    int ofRuns =
        MetricsReference.SERIES_PER_TRANSFER + MetricsReference.SERIES_PER_FORCED_TRANSFER * ports;
    int ofNode =
        MetricsReference.SERIES_PER_ENGINE * Engine.values().length
            + MetricsReference.SERIES_PER_RDMA_DEVICE * ports
            + MetricsReference.SERIES_PER_RDMA_PORT * ports
            + MetricsReference.SERIES_PER_PROBE_PROCESS * 2
            + MetricsReference.SERIES_PER_PROFILE
            + MetricsReference.SERIES_PER_FINDING
            + MetricsReference.SERIES_PER_AGENT;
    assertThat(Scrapes.series(node.build())).hasSize(ofRuns + ofNode);
  }

  @Test
  void shouldHaveNoMoreSeriesOfGpusThanTheReferenceSays() {
    SnapshotBuilder node =
        new SnapshotBuilder()
            .rdma(
                Rdma.inventory(
                    new ProbeResult.Observed<>(List.of(Rdma.worst("mlx5_0"))),
                    new ProbeResult.Failed<>("broken")));
    int without = Scrapes.series(node.build()).size();

    int more =
        MetricsReference.SERIES_PER_GPU * 2
            + MetricsReference.SERIES_PER_GPU_AND_DEVICE * 2
            + MetricsReference.SERIES_PER_LOOK * NodeInspection.PROBES.size();
    assertThat(Scrapes.series(node.inspection(Machines.twoGpus()).build()))
        .hasSizeBetween(without + 1, without + more);
  }

  @Test
  void shouldHaveAsManySeriesOfTransfersWithGpusAsTheReferenceSays() {
    int without = withGpus(0);

    assertThat(withGpus(1) - without)
        .isEqualTo(
            MetricsReference.SERIES_PER_KIND_WITH_GPUS
                + MetricsReference.SERIES_PER_GPU_TRANSFER
                + PREDICTION);
    assertThat(withGpus(8) - without)
        .as("counts and histograms do not grow with the number of GPUs")
        .isEqualTo(
            MetricsReference.SERIES_PER_KIND_WITH_GPUS
                + 8 * MetricsReference.SERIES_PER_GPU_TRANSFER
                + PREDICTION);
  }

  private static int withGpus(int gpus) {
    SnapshotBuilder node = worstNode();
    for (int gpu = 0; gpu < gpus; gpu++) {
      addEveryKindOfRun(
          node, Runs.of(Intent.DEFAULT, Engine.UCX, Operation.READ).onGpu("GPU-" + gpu));
    }
    return Scrapes.series(node.build()).size();
  }

  @Test
  void shouldHaveNoMoreSeriesOfOtherNodesThanTheReferenceSays() {
    assertThat(pairs(3, false).size() - pairs(2, false).size())
        .isEqualTo(MetricsReference.SERIES_PER_PAIR);
    assertThat(pairs(3, true).size() - pairs(2, true).size())
        .isEqualTo(MetricsReference.SERIES_PER_PAIR + MetricsReference.SERIES_PER_PAIR_WITH_GPUS);
    assertThat(pairs(0, false).size() - Scrapes.series(worstNode().rdma(ports(1)).build()).size())
        .isEqualTo(
            4 * MetricsReference.SERIES_PER_KIND_WITH_OTHERS
                + MetricsReference.SERIES_PER_CLUSTER
                + PREDICTION);
  }

  private static List<String> pairs(int shown, boolean gpus) {
    PairRuns pairs = new PairRuns().cluster(List.of("node-2", "node-3", "node-4", "node-5"));
    for (String peer : List.of("node-2", "node-3", "node-4", "node-5")) {
      pairs.meetings(peer, 5, 4).served(peer, 2, 4).heard(peer);
      if (gpus) {
        pairs.gpuMeeting(peer);
      }
    }
    return Scrapes.series(pairs.to(worstNode().rdma(ports(1)), shown).build());
  }

  @Test
  void shouldStayBelowThreeThousandSeriesInAClusterOfTenThousandNodes() {
    List<String> peers = IntStream.range(0, 9_999).mapToObj("node-%05d"::formatted).toList();
    PairRuns pairs = new PairRuns().cluster(peers, peers.subList(0, 40).toArray(String[]::new));
    peers.stream().limit(40).forEach(peer -> pairs.meetings(peer, 5, 4).served(peer, 2, 4));
    peers.stream().limit(PairBook.MOST_PAIRS + 20).forEach(pairs::heard);
    SnapshotBuilder node = worstNode(Engine.UCX, Engine.TCP).rdma(ports(8));
    node.inspection(Machines.gpus(8));
    List<PortId> ports =
        IntStream.range(0, 8).mapToObj(port -> new PortId("mlx5_" + port, 1)).toList();
    List<KvProfile> profiles =
        List.of(KvPreset.LLAMA_3_1_8B.profile(), KvPreset.DEEPSEEK_MLA.profile());
    Stream.concat(
            LoopbackPlan.of(profiles).stream(), ForcedPlan.of(profiles.getFirst(), ports).stream())
        .forEach(planned -> addEveryKindOfRun(node, new Runs(planned.key())));
    ports.stream()
        .map(port ->
            new RunGpu("GPU-" + port, Optional.empty(), Optional.of(port), Optional.empty()))
        .flatMap(gpu -> GpuPlan.of(profiles.getFirst(), gpu).stream())
        .forEach(planned -> addEveryKindOfRun(node, new Runs(planned.key())));
    for (int finding = 0; finding < 20; finding++) {
      node.finding("rule", Severity.WARNING, "subject-" + finding, "Wrong.");
    }

    NodeSnapshot snapshot = pairs.to(node, 32).build();
    assertThat(snapshot.peers().pairs().pairs()).hasSize(PairBook.MOST_PAIRS);
    assertThat(Scrapes.series(snapshot)).hasSizeBetween(2_000, 3_000);
  }

  private static RdmaInventory ports(int count) {
    return Rdma.inventory(
        new ProbeResult.Observed<>(
            IntStream.range(0, count)
                .mapToObj(port -> Rdma.worst("mlx5_" + port, Machines.nic(port)))
                .toList()),
        new ProbeResult.Failed<>("broken"));
  }

  @Test
  void shouldHaveAsManySeriesOfTheControlPortAsTheReferenceSays() {
    int without = Scrapes.series(new SnapshotBuilder().build()).size();

    assertThat(
            Scrapes.series(
                new SnapshotBuilder()
                    .peers(
                        PeerInventory.NONE.with(
                            Optional.of(new ControlReport(Map.of(), Map.of(), 0))))
                    .build()))
        .hasSize(without + MetricsReference.SERIES_OF_THE_CONTROL_PORT);
  }

  @Test
  void shouldHaveAsManySeriesOfPlacementAsTheReferenceSaysHoweverManyPodsThereAre() {
    int without = Scrapes.series(new SnapshotBuilder().build()).size();

    assertThat(Scrapes.series(new SnapshotBuilder().workers(Workers.pods(100, 100)).build()))
        .hasSize(without + MetricsReference.SERIES_OF_PLACEMENT);
  }

  @Test
  void shouldNotGrowWithTheNumberOfRuns() {
    SnapshotBuilder node = worstNode();
    Runs read = Runs.of(Intent.DEFAULT, Engine.UCX, Operation.READ);
    addEveryKindOfRun(node, read);
    int once = Scrapes.series(node.build()).size();
    for (int more = 0; more < 100; more++) {
      addEveryKindOfRun(node, read);
    }
    assertThat(Scrapes.series(node.build())).hasSize(once);
  }

  private static SnapshotBuilder worstNode() {
    return worstNode(Engine.values());
  }

  private static SnapshotBuilder worstNode(Engine... engines) {
    SnapshotBuilder node =
        new SnapshotBuilder()
            .profile(KvPreset.LLAMA_3_1_8B)
            .expecting(ExpectedPath.RDMA, Expectation.Source.CONFIGURATION)
            .process("initiator", Map.of(ProcessEnd.Reason.CRASHED, 1L))
            .process("responder", Map.of())
            .finding("path-fallback", Severity.CRITICAL, "ucx", "Bytes went over TCP.");
    for (Engine engine : engines) {
      node.engine(engine, new ProbeResult.Failed<>("broken"), Duration.ofMillis(1));
    }
    return node;
  }

  private static void addEveryKindOfRun(SnapshotBuilder node, Runs runs) {
    node.runs(runs.corrupt(NOW, Duration.ofMillis(3)));
    node.runs(runs.verified(NOW, Duration.ofMillis(3), PathClass.HOST_RDMA, Transport.ROCE));
    node.runs(
        runs.unsuccessful(NOW, TransferResult.FAILED),
        runs.unsuccessful(NOW, TransferResult.TIMED_OUT),
        runs.unsuccessful(NOW, TransferResult.UNREACHABLE));
    for (SkipReason reason : SkipReason.values()) {
      node.runs(runs.skipped(NOW, reason));
    }
  }
}
