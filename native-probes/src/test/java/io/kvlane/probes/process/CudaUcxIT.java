package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.path.Lane;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.protocol.GpuStock;
import io.kvlane.probes.testing.GpuLibraries;
import io.kvlane.probes.testing.GpuLibraries.Fault;
import io.kvlane.probes.testing.GpuTransfers;
import io.kvlane.probes.testing.ProbePair;
import io.kvlane.probes.testing.ProbePair.Outcome;
import io.kvlane.probes.testing.UcxWheel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** GPU memory that UCX with CUDA moves itself: the real UCX over a GPU driver of our own. */
@ParameterizedClass(name = "{0}")
@EnumSource(UcxWheel.class)
class CudaUcxIT {

  private static final TransferShape SHAPE = new TransferShape(4, 8, 32 * 1024);

  /** What a run between nodes leaves UCX by default, and what a worker pod might name. */
  private static final String DEFAULT = "^sm,self,cuda_ipc";

  private static final String WITH_CUDA_COPY = "tcp,cuda_copy";

  @TempDir private Path directory;

  private final UcxWheel wheel;

  CudaUcxIT(UcxWheel wheel) {
    this.wheel = wheel;
  }

  @BeforeEach
  void assumeUcx() {
    wheel.assumePresent();
  }

  private ProbePair pair(Fault... faults) throws Exception {
    return new ProbePair(
        GpuTransfers.launch(
            GpuLibraries.in(directory, faults), Optional.of(wheel.libraries()), directory));
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldHandTheMemoryOfGpusToUcx(Operation operation) throws Exception {
    try (ProbePair pair = pair()) {
      for (String transports : new String[] {DEFAULT, WITH_CUDA_COPY}) {
        Outcome outcome =
            pair.transfer(GpuTransfers.spec(Engine.UCX, transports, operation, SHAPE, false));

        assertThat(outcome.isVerified()).isTrue();
        assertThat(outcome.bytes()).isEqualTo(SHAPE.totalBytes());
        assertHandedOver(outcome.senderGpu());
        assertHandedOver(outcome.receiverGpu());
        assertThat(outcome.settlement().zeroCopy()).hasValue(false);
        assertThat(outcome.settlement().protocols())
            .hasValueSatisfying(protocols ->
                assertThat(protocols)
                    .allSatisfy(lane -> assertThat(lane.transport()).isEqualTo(Transport.TCP)));
        assertThat(Objects.requireNonNull(outcome.receiver().sockets()).receivedBytes())
            .isGreaterThanOrEqualTo(outcome.bytes());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldStageWhereTheWorkersSettingsHideTheMemoryOfGpusFromUcx(Operation operation)
      throws Exception {
    try (ProbePair pair = pair()) {
      Outcome outcome =
          pair.transfer(GpuTransfers.spec(Engine.UCX, "tcp", operation, SHAPE, false));

      assertThat(outcome.isVerified()).isTrue();
      assertThat(outcome.senderGpu().stagedBecause())
          .endsWith("does not know GPU memory under these settings");
    }
  }

  /** To read that memory itself would end the process. */
  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldNeverHandGpuMemoryToAUcxThatTakesItForHostMemory(Operation operation)
      throws Exception {
    try (ProbePair pair = pair(Fault.POINTERS_HIDDEN)) {
      Outcome outcome =
          pair.transfer(GpuTransfers.spec(Engine.UCX, DEFAULT, operation, SHAPE, false));

      assertThat(outcome.isVerified()).isTrue();
      assertThat(outcome.senderGpu().stagedBecause())
          .containsPattern("cannot register this GPU's memory|takes this GPU's memory for host");
      assertThat(pair.initiator().report().ends()).isEmpty();
      assertThat(pair.responder().report().ends()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldMoveGpuMemoryInsideTheNodeOverCudaIpc(Operation operation) throws Exception {
    try (ProbePair pair = pair()) {
      Outcome outcome =
          pair.transfer(GpuTransfers.spec(Engine.UCX, "all", operation, SHAPE, false));

      assertThat(outcome.isVerified()).isTrue();
      assertHandedOver(outcome.receiverGpu());
      assertThat(outcome.settlement().protocols())
          .hasValueSatisfying(protocols ->
              assertThat(protocols)
                  .extracting(Lane::transport)
                  .containsExactly(Transport.CUDA_IPC));
      assertThat(outcome.settlement().zeroCopy()).hasValue(true);
    }
  }

  @Test
  void shouldFindWhatWasCorruptedInTheGpu() throws Exception {
    try (ProbePair pair = pair(Fault.DEVICE_CORRUPTS)) {
      Outcome outcome =
          pair.transfer(GpuTransfers.spec(Engine.UCX, DEFAULT, Operation.READ, SHAPE, false));

      assertThat(outcome.receiver().corruption()).isNotNull();
    }
  }

  @Test
  void shouldGiveBackWhatSessionsTook() throws Exception {
    try (ProbePair pair = pair()) {
      for (Operation operation : Operation.values()) {
        pair.transfer(GpuTransfers.spec(Engine.UCX, DEFAULT, operation, SHAPE, false));
      }
      assertThat(GpuTransfers.ledgers(directory))
          .hasSize(2)
          .allMatch(ledger -> ledger.startsWith("allocated=0 allocations=0 contexts=0 "));
    }
  }

  private static void assertHandedOver(GpuStock stock) {
    assertThat(stock.stagedBecause()).isNull();
    assertThat(stock.copiedBytes()).isZero();
    assertThat(stock.copyNanos()).isZero();
  }
}
