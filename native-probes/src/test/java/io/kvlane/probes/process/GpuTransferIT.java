package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.ProcessEnd.Reason;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.protocol.EngineSettings;
import io.kvlane.probes.protocol.GpuStock;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.kvlane.probes.testing.GpuLibraries;
import io.kvlane.probes.testing.GpuLibraries.Fault;
import io.kvlane.probes.testing.GpuTransfers;
import io.kvlane.probes.testing.ProbePair;
import io.kvlane.probes.testing.ProbePair.Outcome;
import io.kvlane.probes.testing.Probes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Transfers with the memory of GPUs of our own, well and at fault, in real probe processes. */
class GpuTransferIT {

  private static final TransferShape SHAPE = new TransferShape(4, 8, 32 * 1024);

  /** Ends a call that hangs; before, the process has had time to start. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir private Path directory;

  private ProbePair pair(Fault... faults) throws Exception {
    return new ProbePair(
        GpuTransfers.launch(GpuLibraries.in(directory, faults), Optional.empty(), directory));
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldStageThroughHostMemoryOnPurposeAndSayWhatThatTook(Operation operation)
      throws Exception {
    try (ProbePair pair = pair()) {
      Outcome outcome = pair.transfer(GpuTransfers.staged(operation, SHAPE));

      assertThat(outcome.isVerified()).isTrue();
      assertThat(outcome.bytes()).isEqualTo(SHAPE.totalBytes());
      assertCopied(outcome.receiverGpu(), "it was asked for");
      assertCopied(outcome.senderGpu(), "it was asked for");
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldStageWhatTheEngineCannotMoveAndSayWhy(Operation operation) throws Exception {
    try (ProbePair pair = pair()) {
      Outcome outcome =
          pair.transfer(GpuTransfers.spec(Engine.TCP, "tcp", operation, SHAPE, false));

      assertThat(outcome.isVerified()).isTrue();
      assertCopied(outcome.receiverGpu(), "Java's sockets reach host memory only");
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldNeverHandGpuMemoryToAUcxWithoutCuda(Operation operation) throws Exception {
    Probes.assumeUcx();
    try (ProbePair pair = pair()) {
      Outcome outcome =
          pair.transfer(GpuTransfers.spec(Engine.UCX, "tcp", operation, SHAPE, false));

      assertThat(outcome.isVerified()).isTrue();
      assertThat(outcome.senderGpu().stagedBecause())
          .matches("UCX [0-9.]+ does not know GPU memory under these settings");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GPU_FULL | GPU 0000:18:00.0 has 1 MiB free, too little to take 1 MiB and to leave 256 MiB"
            + " to its workers",
        "GPU_EXCLUSIVE | GPU 0000:18:00.0 is in exclusive-process mode, so a probe would keep"
            + " workers out",
        "GPU_PROHIBITED | GPU 0000:18:00.0 is in prohibited mode, so nobody may use it",
        "NO_GPUS | GPU 0000:18:00.0: cuInit: "
      })
  void shouldLeaveAloneAGpuThatCannotBeHad(Fault fault, String reason) throws Exception {
    try (ProbePair pair = pair(fault)) {
      Problem problem = refused(pair);

      assertThat(problem.kind()).isEqualTo(Problem.Kind.GPU_UNUSABLE);
      assertThat(problem.message()).startsWith(reason);
      assertThat(pair.responder().report().ends()).isEmpty();
    }
  }

  @Test
  void shouldSayHowTheNicOfAForcedRunCouldRegisterTheMemory() throws Exception {
    SessionSpec staged = GpuTransfers.staged(Operation.READ, SHAPE);
    SessionSpec forced =
        new SessionSpec(
            staged.engine(),
            staged.operation(),
            staged.shape(),
            staged.layoutSeed(),
            EngineSettings.ucx("tcp", "mlx5_77:1"),
            staged.gpu());
    try (ProbePair pair = pair()) {
      assertThat(pair.transfer(staged).receiverGpu().registration()).isNull();
      assertThat(pair.transfer(forced).receiverGpu().registration())
          .as("this machine has no such NIC, whatever else it has")
          .startsWith("mlx5_77: ");
    }
  }

  @Test
  void shouldSayThatTheDriverIsOfAnotherVersion() throws Exception {
    try (ProbePair pair = pair(Fault.DRIVER_MISMATCH)) {
      assertThat(refused(pair).message()).contains("cuInit: system has unsupported display driver");
    }
  }

  @Test
  void shouldNameTheFunctionThatTheDriverLacks() throws Exception {
    try (ProbePair pair = pair(Fault.WITHOUT_MEMORY)) {
      Problem problem = refused(pair);

      assertThat(problem.kind()).isEqualTo(Problem.Kind.NOT_PRESENT);
      assertThat(problem.message()).endsWith("lacks the symbol cuMemAlloc_v2");
    }
  }

  @Test
  void shouldFailInTheDriversWordsWhenAGpuFallsOffTheBus() throws Exception {
    try (ProbePair pair = pair(Fault.GPU_FALLS_OFF)) {
      Problem problem = refused(pair);

      assertThat(problem.kind()).isEqualTo(Problem.Kind.FAILED);
      assertThat(problem.message()).startsWith("GPU 0000:18:00.0: cuMem");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ALLOC_HANGS", "COPY_HANGS"})
  void shouldEndAProcessWhoseDriverHangs(Fault fault) throws Exception {
    try (ProbePair pair = pair(fault)) {
      ProcessEnd end = ended(pair, SHORT);

      assertThat(end.reason()).isEqualTo(Reason.HUNG);
      assertThat(end.detail()).endsWith("within 2000 ms");
    }
  }

  @Test
  void shouldSurviveADriverThatEndsTheProcess() throws Exception {
    try (ProbePair pair = pair(Fault.ALLOC_ABORTS)) {
      ProcessEnd end = ended(pair, Probes.DEADLINE);

      assertThat(end.reason()).isEqualTo(Reason.CRASHED);
      assertThat(end.detail()).startsWith("killed by signal 6");
      assertThat(pair.initiator().report().ends()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CORRUPTS", "DEVICE_CORRUPTS"})
  void shouldFindWhatWasCorruptedInTheGpu(Fault fault) throws Exception {
    try (ProbePair pair = pair(fault)) {
      Outcome outcome = pair.transfer(GpuTransfers.staged(Operation.READ, SHAPE));

      assertThat(outcome.receiver().verified()).isTrue();
      assertThat(outcome.receiver().corruption()).isNotNull();
    }
  }

  @Test
  void shouldGiveBackWhatAThousandSessionsTook() throws Exception {
    TransferShape little = new TransferShape(2, 4, 4096);
    Path gpus = GpuLibraries.in(directory);
    try (ProbeSlot slot = Probes.slot(GpuTransfers.launch(gpus, Optional.empty(), directory))) {
      for (int session = 0; session < 1000; session++) {
        Operation operation = session % 2 == 0 ? Operation.READ : Operation.WRITE;
        try (LocalEnd end = new LocalEnd(slot.acquire(), Probes.DEADLINE)) {
          end.serve(GpuTransfers.staged(operation, little));
          end.arm(session);
        }
      }

      assertThat(GpuTransfers.ledgers(directory))
          .containsExactly("allocated=0 allocations=0 contexts=0 total_allocations=1000");
      assertThat(slot.report().ends()).isEmpty();
    }
  }

  @Test
  void shouldGiveBackWhatARefusedSessionTook() throws Exception {
    try (ProbePair pair = pair(Fault.COPY_FAILS)) {
      assertThat(refused(pair).kind()).isEqualTo(Problem.Kind.FAILED);

      assertThat(GpuTransfers.ledgers(directory))
          .isNotEmpty()
          .allMatch(ledger -> ledger.startsWith("allocated=0 allocations=0 contexts=0 "));
    }
  }

  private static void assertCopied(GpuStock stock, String reason) {
    assertThat(stock.stagedBecause()).isEqualTo(reason);
    assertThat(stock.copiedBytes()).isEqualTo(SHAPE.totalBytes());
    assertThat(stock.copyNanos()).isPositive();
  }

  private static Problem refused(ProbePair pair) {
    SessionSpec spec = GpuTransfers.staged(Operation.READ, SHAPE);
    return Objects.requireNonNull(
            catchThrowableOfType(ProbeRefusedException.class, () -> pair.transfer(spec)))
        .problem();
  }

  private static ProcessEnd ended(ProbePair pair, Duration deadline) throws Exception {
    SessionSpec spec = GpuTransfers.staged(Operation.READ, SHAPE);
    pair.initiator().acquire();
    pair.responder().acquire();
    return Objects.requireNonNull(
            catchThrowableOfType(
                ProbeEndedException.class,
                () -> {
                  try (ProbeSession session = pair.open(spec, deadline)) {
                    session.arm(1);
                  }
                }))
        .end();
  }
}
