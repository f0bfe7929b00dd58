package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.kvlane.core.gpu.CudaView.CudaGpu;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.process.GpuContractIT.Libraries;
import io.kvlane.probes.protocol.EngineSettings;
import io.kvlane.probes.protocol.GpuMemory;
import io.kvlane.probes.protocol.GpuStock;
import io.kvlane.probes.protocol.ProbeCommand.InspectCuda;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.testing.GpuLibraries;
import io.kvlane.probes.testing.ProbePair;
import io.kvlane.probes.testing.ProbePair.Outcome;
import io.kvlane.probes.testing.Probes;
import io.kvlane.probes.testing.UcxWheel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds for the memory of GPUs of our own must hold for that of real ones, on machines that
 * have one: there it also prints what it measured, for {@code src/docs/measured.md}.
 */
@Tag("gpu")
class GpuMemoryContractIT {

  private static final TransferShape SHAPE = new TransferShape(8, 64, 32 * 1024);

  @TempDir private Path directory;

  private ProbeLaunch launch(Libraries libraries, Optional<Path> ucx) throws Exception {
    ProbeLaunch launch = ucx.map(Probes::withUcx).orElseGet(Probes::real);
    return libraries == Libraries.STUB
        ? launch.withGpuLibraryDirectory(Optional.of(GpuLibraries.in(directory)))
        : launch;
  }

  @ParameterizedTest
  @EnumSource(Libraries.class)
  void shouldStageEveryByteAndTimeTheCopies(Libraries libraries) throws Exception {
    try (ProbePair pair = new ProbePair(launch(libraries, Optional.empty()))) {
      String gpu = firstGpu(libraries, pair);
      for (Operation operation : Operation.values()) {
        Outcome outcome = pair.transfer(spec(Engine.TCP, "tcp", operation, gpu, true));

        assertThat(outcome.isVerified()).isTrue();
        print(libraries, "copy from the GPU", outcome.senderGpu());
        print(libraries, "copy to the GPU", outcome.receiverGpu());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Libraries.class)
  void shouldHandTheMemoryOfGpusToUcx(Libraries libraries) throws Exception {
    UcxWheel.CU12.assumePresent();
    try (ProbePair pair =
        new ProbePair(launch(libraries, Optional.of(UcxWheel.CU12.libraries())))) {
      String gpu = firstGpu(libraries, pair);
      for (String transports : new String[] {"^sm,self,cuda_ipc", "all"}) {
        for (Operation operation : Operation.values()) {
          Outcome outcome = pair.transfer(spec(Engine.UCX, transports, operation, gpu, false));

          assertThat(outcome.isVerified()).isTrue();
          assertThat(outcome.senderGpu().stagedBecause()).isNull();
          print(
              libraries,
              "UCX " + transports + " " + operation.label() + " over " + outcome.ran().lanes(),
              outcome.bytes(),
              outcome.ran().transferNanos());
        }
      }
    }
  }

  private static SessionSpec spec(
      Engine engine, String transports, Operation operation, String gpu, boolean staged) {
    return new SessionSpec(
        engine,
        operation,
        SHAPE,
        7,
        EngineSettings.ucx(transports, null),
        new GpuMemory(gpu, staged));
  }

  /** Skips the test where the driver shows none. */
  private static String firstGpu(Libraries libraries, ProbePair pair) throws Exception {
    Optional<PciAddress> first =
        GpuContractIT.ask(libraries, pair.initiator(), new InspectCuda()).gpus().stream()
            .findFirst()
            .flatMap(CudaGpu::address);
    assumeFalse(libraries == Libraries.DRIVER && first.isEmpty(), "the driver shows no GPU");
    return first.orElseThrow().text();
  }

  private static void print(Libraries libraries, String what, GpuStock stock) {
    assertThat(stock.copyNanos()).isPositive();
    print(libraries, what, stock.copiedBytes(), stock.copyNanos());
  }

  private static void print(Libraries libraries, String what, long bytes, long nanos) {
    if (libraries == Libraries.DRIVER) {
      System.out.printf(
          Locale.ROOT, "measured: %s: %.3f GB/s (%d bytes)%n", what, (double) bytes / nanos, bytes);
    }
  }
}
