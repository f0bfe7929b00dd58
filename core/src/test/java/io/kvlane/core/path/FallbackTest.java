package io.kvlane.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Runs;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FallbackTest {

  private static final Optional<Expectation> RDMA =
      Optional.of(new Expectation(ExpectedPath.RDMA, Expectation.Source.CONFIGURATION));
  private static final Optional<Expectation> GPUDIRECT =
      Optional.of(new Expectation(ExpectedPath.GPUDIRECT_RDMA, Expectation.Source.LEARNED));

  @Test
  void shouldBeAFallbackWhenThePathIsWorseThanExpected() {
    assertThat(Fallback.of(verified(Runs.READ, PathClass.TCP), RDMA)).contains(true);
  }

  @Test
  void shouldBeNoFallbackWhenThePathIsAsExpected() {
    assertThat(Fallback.of(verified(Runs.READ, PathClass.HOST_RDMA), RDMA)).contains(false);
  }

  @Test
  void shouldJudgeEachMemoryByWhatItCanShow() {
    TransferKey cuda = Runs.key(Intent.DEFAULT, Engine.UCX, Operation.READ, Memory.CUDA);

    assertThat(Fallback.of(verified(Runs.READ, PathClass.HOST_RDMA), GPUDIRECT)).contains(false);
    assertThat(Fallback.of(verified(cuda, PathClass.HOST_STAGED_RDMA), GPUDIRECT)).contains(true);
  }

  @Test
  void shouldNotJudgeWithoutAnExpectation() {
    assertThat(Fallback.of(verified(Runs.READ, PathClass.TCP), Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEFAULT")
  void shouldNotJudgeARunOfAnotherIntent(Intent intent) {
    TransferKey key = Runs.key(intent, Operation.READ);

    assertThat(Fallback.of(verified(key, PathClass.TCP), RDMA)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNKNOWN", "LOCAL"})
  void shouldNotJudgeAPathThatSaysNothingOfTheNetwork(PathClass pathClass) {
    assertThat(Fallback.of(verified(Runs.READ, pathClass), RDMA)).isEmpty();
  }

  @Test
  void shouldNotJudgeBytesThatNobodyVerified() {
    assertThat(Fallback.of(Runs.corrupt(Runs.READ, Snapshots.NOW), RDMA)).isEmpty();
    assertThat(
            Fallback.of(
                Runs.unsuccessful(Runs.READ, TransferResult.FAILED, Snapshots.NOW, ""), RDMA))
        .isEmpty();
  }

  private static TransferRecord verified(TransferKey key, PathClass pathClass) {
    return Runs.verified(key, pathClass, Snapshots.NOW);
  }
}
