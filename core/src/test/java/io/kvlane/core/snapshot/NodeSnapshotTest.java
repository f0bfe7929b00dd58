package io.kvlane.core.snapshot;

import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.samples.Snapshots.OLDEST_FRESH;
import static io.kvlane.core.samples.Snapshots.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.profile.KvPreset;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.samples.Pairs;
import io.kvlane.core.samples.Runs;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.workload.WorkerInventory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeSnapshotTest {

  private static final TransferKey LOCAL = Runs.key(Intent.LOCAL, Operation.READ);

  @Test
  void shouldBelieveWhatIsAtMostThreeIntervalsOld() {
    NodeSnapshot snapshot = Snapshots.node().build();

    assertThat(snapshot.staleAfter()).isEqualTo(Duration.ofMinutes(3));
    assertThat(snapshot.isFresh(NOW, NOW)).isTrue();
    assertThat(snapshot.isFresh(OLDEST_FRESH, NOW)).isTrue();
    assertThat(snapshot.isFresh(STALE, NOW)).isFalse();
  }

  @Test
  void shouldBelieveARunOfAGpuUntilAllGpusHadTheirTurns() {
    TransferRecord ofFirst = Runs.verified(gpuKey("GPU-0"), PathClass.HOST_STAGED_RDMA, STALE);
    TransferRecord ofSecond = Runs.verified(gpuKey("GPU-1"), PathClass.HOST_STAGED_RDMA, NOW);
    NodeSnapshot one = Snapshots.node().run(ofFirst).build();
    NodeSnapshot two = Snapshots.node().run(ofFirst).run(ofSecond).build();

    assertThat(one.isFresh(ofFirst, NOW)).isFalse();
    assertThat(two.isFresh(ofFirst, NOW)).isTrue();
    assertThat(two.isFresh(ofFirst, NOW.plus(two.staleAfter()))).isFalse();
  }

  private static TransferKey gpuKey(String gpu) {
    return Runs.key(Intent.DEFAULT, Engine.UCX, Operation.READ, Memory.CUDA).onGpu(gpu);
  }

  @Test
  void shouldJudgeByDefaultRunsOnly() {
    NodeSnapshot snapshot =
        Snapshots.node()
            .run(Runs.verified(LOCAL, PathClass.LOCAL, NOW))
            .run(Runs.verified(Runs.READ, PathClass.TCP, NOW))
            .build();

    assertThat(snapshot.judging())
        .extracting(history -> history.last().key())
        .containsExactly(Runs.READ);
    assertThat(snapshot.freshVerdicts(NOW))
        .extracting(TransferRecord::key)
        .containsExactly(Runs.READ);
  }

  @Test
  void shouldTakeNoRunForFreshWhileTransfersAreTurnedOff() {
    TransferKey peer = Pairs.key("node-b", Operation.READ);
    NodeSnapshot snapshot =
        Snapshots.node()
            .run(Runs.verified(Runs.READ, PathClass.TCP, NOW))
            .run(Runs.verified(peer, PathClass.TCP, NOW))
            .turnedOff(TurnedOff.Source.CONFIGURATION)
            .build();

    assertThat(snapshot.freshVerdicts(NOW)).isEmpty();
    assertThat(snapshot.freshRuns(NOW)).isEmpty();
    assertThat(snapshot.judge(NOW).freshness().isFresh(NOW, true, NOW)).isFalse();
    assertThat(snapshot.isFresh(NOW, NOW)).as("what needs no transfer").isTrue();
  }

  @Test
  void shouldKeepAFreshVerdictWhenLaterRunsFail() {
    TransferRecord verified = Runs.verified(Runs.READ, PathClass.TCP, OLDEST_FRESH);
    NodeSnapshot snapshot =
        Snapshots.node()
            .run(verified)
            .run(Runs.unsuccessful(Runs.READ, TransferResult.FAILED, NOW, ""))
            .run(Runs.verified(Runs.WRITE, PathClass.TCP, STALE))
            .build();

    assertThat(snapshot.freshVerdicts(NOW)).containsExactly(verified);
  }

  @Test
  void shouldKeepAFreshRunWhenLaterOnesAreSkipped() {
    TransferRecord failed = Runs.unsuccessful(LOCAL, TransferResult.FAILED, OLDEST_FRESH, "");
    NodeSnapshot snapshot =
        Snapshots.node()
            .run(failed)
            .run(Runs.skipped(LOCAL, SkipReason.BACKOFF, NOW))
            .run(Runs.corrupt(Runs.WRITE, STALE))
            .run(Runs.skipped(Runs.READ, SkipReason.NOT_PRESENT, NOW))
            .build();

    assertThat(snapshot.freshRuns(NOW)).containsExactly(failed);
  }

  @Test
  void shouldNotChangeWithTheCollectionsItWasMadeOf() {
    List<KvProfile> profiles = new ArrayList<>();
    Map<TransferKey, TransferHistory> transfers = new LinkedHashMap<>();
    List<EngineReport> engines = new ArrayList<>();
    List<ProcessReport> processes = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    NodeSnapshot snapshot =
        new NodeSnapshot(
            "node-a",
            new BuildInfo("0.1.0", "unknown", "25"),
            NOW,
            Duration.ofMinutes(1),
            profiles,
            transfers,
            engines,
            processes,
            RdmaInventory.NONE,
            NodeInspection.NONE,
            PeerInventory.NONE,
            WorkerInventory.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new BudgetReport(1, 0),
            findings);

    profiles.add(KvPreset.LLAMA_3_1_8B.profile());
    transfers.put(LOCAL, TransferHistory.startingWith(Runs.verified(LOCAL, PathClass.LOCAL, NOW)));
    engines.add(new EngineReport(Engine.TCP, new ProbeResult.Observed<>("1"), NOW, Duration.ZERO));
    processes.add(new ProcessReport("initiator", Optional.empty(), Map.of(), Optional.empty()));
    findings.add(new Finding("rule", Severity.INFO, "subject", "summary", List.of(), "fix"));

    assertThat(snapshot.profiles()).isEmpty();
    assertThat(snapshot.transfers()).isEmpty();
    assertThat(snapshot.engines()).isEmpty();
    assertThat(snapshot.processes()).isEmpty();
    assertThat(snapshot.findings()).isEmpty();
  }

  @Test
  void shouldReplaceTheFindingsAndNothingElse() {
    Finding finding = new Finding("rule", Severity.INFO, "subject", "summary", List.of(), "fix");
    NodeSnapshot snapshot =
        Snapshots.node()
            .expecting(ExpectedPath.RDMA)
            .stateProblem("disk full")
            .process("initiator")
            .engine(Engine.TCP, new ProbeResult.Observed<>("1"))
            .run(Runs.verified(Runs.READ, PathClass.TCP, NOW))
            .build();

    NodeSnapshot judged = snapshot.withFindings(List.of(finding));

    assertThat(judged.findings()).containsExactly(finding);
    assertThat(judged.withFindings(List.of())).isEqualTo(snapshot);
  }

  @Test
  void shouldKeepTheOrderOfThePlan() {
    Snapshots node = Snapshots.node();
    List<TransferKey> plan =
        IntStream.range(0, 30)
            .mapToObj(number ->
                TransferKey.loopback(
                    Runs.READ.intent(),
                    Runs.READ.engine(),
                    Runs.READ.operation(),
                    Runs.READ.memory(),
                    Optional.empty(),
                    "profile-" + number))
            .toList();
    plan.forEach(key -> node.run(Runs.verified(key, PathClass.TCP, NOW)));

    assertThat(node.build().transfers().keySet()).containsExactlyElementsOf(plan);
  }
}
