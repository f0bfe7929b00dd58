package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Machine.GPU_0;
import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.samples.Snapshots.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Runs;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GpuNotMeasuredTest {

  private static final String FULL = "GPU 0000:03:00.0 is full: it refused 16777216 bytes";

  @Test
  void shouldSayOnceWhyAGpuIsNotMeasured() {
    assertThat(
            findings(
                Snapshots.node()
                    .run(skipped(Operation.READ, SkipReason.GPU_UNUSABLE, NOW))
                    .run(skipped(Operation.WRITE, SkipReason.GPU_UNUSABLE, NOW))))
        .singleElement()
        .returns("gpu-not-measured", Finding::rule)
        .returns(Severity.INFO, Finding::severity)
        .returns("GPU-0", Finding::subject)
        .returns("Transfers with the memory of GPU GPU-0 are not measured.", Finding::summary)
        .returns(List.of(FULL), Finding::evidence)
        .satisfies(finding -> assertThat(finding.fix()).endsWith("runbooks/gpu-not-measured.md"));
  }

  @Test
  void shouldSaySoWhereTheDriversLibraryIsMissing() {
    assertThat(findings(Snapshots.node().run(skipped(Operation.READ, SkipReason.NOT_PRESENT, NOW))))
        .hasSize(1);
  }

  @Test
  void shouldSayNothingOfWhatWillPass() {
    assertThat(findings(Snapshots.node().run(skipped(Operation.READ, SkipReason.LOCKED, NOW))))
        .isEmpty();
    assertThat(
            findings(Snapshots.node().run(skipped(Operation.READ, SkipReason.GPU_UNUSABLE, STALE))))
        .isEmpty();
  }

  @Test
  void shouldSayNothingOfAGpuThatIsMeasuredAgain() {
    assertThat(
            findings(
                Snapshots.node()
                    .run(skipped(Operation.READ, SkipReason.GPU_UNUSABLE, NOW))
                    .run(Runs.verified(key(Operation.READ), PathClass.TCP, NOW))))
        .isEmpty();
  }

  @Test
  void shouldLeaveALostGpuToItsOwnRule() {
    assertThat(
            findings(
                Snapshots.node()
                    .inspection(Machine.seen().gpus(Machine.gpu(0, GPU_0, true)).build())
                    .run(skipped(Operation.READ, SkipReason.GPU_UNUSABLE, NOW))))
        .isEmpty();
  }

  private static TransferKey key(Operation operation) {
    return Runs.key(Intent.DEFAULT, Engine.UCX, operation, Memory.CUDA).onGpu("GPU-0");
  }

  private static TransferRecord skipped(Operation operation, SkipReason reason, Instant at) {
    return TransferRecord.skipped(key(operation), at, reason, FULL);
  }

  private static List<Finding> findings(Snapshots node) {
    return new GpuNotMeasured().evaluate(node.build(), NOW);
  }
}
