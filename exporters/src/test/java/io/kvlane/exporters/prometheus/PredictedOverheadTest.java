package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.SnapshotBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kvlane.core.path.PathClass;
import io.kvlane.core.profile.KvPreset;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Runs move 64 MiB of a profile of 1000 MiB: what they take, times 15.625. */
class PredictedOverheadTest {

  private static final KvProfile PROFILE = KvPreset.LLAMA_3_1_8B.profile();
  private static final double WHOLE_OVER_RUN = 15.625;
  private static final Runs READ = Runs.of(Intent.DEFAULT, Engine.UCX, Operation.READ);

  @Test
  void shouldDivideWholeProfileByBandwidthOfCappedRun() {
    assertThat(prediction(run(READ, NOW, 10))).hasValueSatisfying(is(0.010 * WHOLE_OVER_RUN));
  }

  @Test
  void shouldPredictFromRunsBetweenNodesWhereThereAreSome() {
    Runs peer = READ.between(TransferKind.PEER, Memory.HOST);
    Runs local = READ.between(TransferKind.LOOPBACK, Memory.CUDA);

    assertThat(prediction(run(peer, NOW.minusSeconds(60), 20), run(local, NOW, 10)))
        .hasValueSatisfying(is(0.020 * WHOLE_OVER_RUN));
  }

  @Test
  void shouldPredictFromGpuMemoryWhereThereIsSome() {
    Runs cuda = READ.between(TransferKind.LOOPBACK, Memory.CUDA);

    assertThat(prediction(run(cuda, NOW.minusSeconds(60), 20), run(READ, NOW, 10)))
        .hasValueSatisfying(is(0.020 * WHOLE_OVER_RUN));
  }

  @Test
  void shouldPredictNothingFromStaleRun() {
    assertThat(prediction(run(READ, NOW.minusSeconds(181), 10))).isEmpty();
  }

  @Test
  void shouldPredictNothingFromRunsThatNoWorkerWouldMake() {
    assertThat(
            prediction(
                run(Runs.of(Intent.BASELINE, Engine.UCX, Operation.READ), NOW, 10),
                run(Runs.of(Intent.FORCED, Engine.UCX, Operation.READ).on("mlx5_0:1"), NOW, 10),
                run(Runs.of(Intent.DEFAULT, Engine.TCP, Operation.READ), NOW, 10),
                run(Runs.of(Intent.DEFAULT, Engine.UCX, Operation.WRITE), NOW, 10)))
        .isEmpty();
  }

  @Test
  void shouldPredictNothingForAnotherProfile() {
    assertThat(
            PredictedOverhead.seconds(
                KvPreset.DEEPSEEK_MLA.profile(),
                new SnapshotBuilder().runs(run(READ, NOW, 10)).build()))
        .isEmpty();
  }

  @Test
  void shouldPredictFromTheMedianOfAllPairs() {
    PairRuns pairs = new PairRuns();
    pairs.meetings("node-2", 1, 10).meetings("node-3", 1, 20).meetings("node-4", 1, 90);

    assertThat(between(pairs)).hasValueSatisfying(is(0.020 * WHOLE_OVER_RUN));
  }

  @Test
  void shouldPredictFromPairsOfInterestWhereThereAreSome() {
    PairRuns pairs = new PairRuns().cluster(List.of("node-2", "node-3", "node-4"), "node-4");
    pairs.meetings("node-2", 1, 10).meetings("node-3", 1, 20).meetings("node-4", 1, 90);

    assertThat(between(pairs)).hasValueSatisfying(is(0.090 * WHOLE_OVER_RUN));
  }

  private static Optional<Double> between(PairRuns pairs) {
    SnapshotBuilder node = new SnapshotBuilder().profile(KvPreset.LLAMA_3_1_8B);
    return PredictedOverhead.seconds(PROFILE, pairs.to(node.runs(run(READ, NOW, 1)), 0).build());
  }

  private static TransferRecord run(Runs runs, Instant finishedAt, long millis) {
    return runs.verified(finishedAt, Duration.ofMillis(millis), PathClass.TCP, Transport.TCP);
  }

  private static Optional<Double> prediction(TransferRecord... runs) {
    return PredictedOverhead.seconds(PROFILE, new SnapshotBuilder().runs(runs).build());
  }

  private static Consumer<Double> is(double seconds) {
    return found -> assertThat(found).isCloseTo(seconds, within(1e-9));
  }
}
