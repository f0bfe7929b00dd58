package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kvlane.core.gpu.CudaView;
import io.kvlane.core.gpu.GpuInventory;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.ProcessEnd.Reason;
import io.kvlane.probes.protocol.ProbeCommand;
import io.kvlane.probes.protocol.ProbeCommand.InspectCuda;
import io.kvlane.probes.protocol.ProbeCommand.InspectGpus;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.kvlane.probes.testing.GpuLibraries;
import io.kvlane.probes.testing.GpuLibraries.Fault;
import io.kvlane.probes.testing.Probes;
import io.kvlane.probes.testing.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GPU libraries of our own in a real probe process. */
class GpuLibrariesIT {

  /** Ends a look that hangs; before, the process has had time to start. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir private Path directory;

  private ProbeSlot slot(Fault... faults) throws Exception {
    return Probes.slot(Probes.withGpus(GpuLibraries.in(directory, faults)));
  }

  @Test
  void shouldShowTheGpusOfBothLibraries() throws Exception {
    try (ProbeSlot slot = slot()) {
      GpuInventory gpus = slot.acquire().call(new InspectGpus(), Probes.DEADLINE);
      CudaView cuda = slot.acquire().call(new InspectCuda(), Probes.DEADLINE);

      assertThat(gpus.gpus())
          .hasSize(2)
          .allSatisfy(gpu -> assertThat(cuda.at(gpu.address().orElseThrow())).isPresent());
      assertThat(slot.report().ends()).isEmpty();
    }
  }

  @Test
  void shouldEndAProcessWhoseNvmlHangsAndGoOnInANewOne() throws Exception {
    try (ProbeSlot slot = slot(Fault.NVML_HANGS)) {
      long hung = slot.acquire().pid();

      ProcessEnd end = end(slot, new InspectGpus(), SHORT);
      assertThat(end.reason()).isEqualTo(Reason.HUNG);
      assertThat(end.detail()).endsWith("within 2000 ms");
      Processes.awaitEnd(hung);
      assertThat(slot.acquire().pid()).isNotEqualTo(hung);
      assertThat(slot.acquire().call(new InspectCuda(), Probes.DEADLINE).gpus()).hasSize(2);
    }
  }

  @Test
  void shouldEndAProcessWhoseCudaHangsAndGoOnInANewOne() throws Exception {
    try (ProbeSlot slot = slot(Fault.CUDA_HANGS)) {
      assertThat(end(slot, new InspectCuda(), SHORT).reason()).isEqualTo(Reason.HUNG);
      assertThat(slot.acquire().call(new InspectGpus(), Probes.DEADLINE).gpus()).hasSize(2);
    }
  }

  @Test
  void shouldReportAProcessThatNvmlEndsAndGoOnInANewOne() throws Exception {
    try (ProbeSlot slot = slot(Fault.NVML_ABORTS)) {
      ProcessEnd end = end(slot, new InspectGpus(), Probes.DEADLINE);

      assertThat(end.reason()).isEqualTo(Reason.CRASHED);
      assertThat(end.detail()).startsWith("killed by signal 6");
      assertThat(end.lastLines()).contains("stub: aborts");
      assertThat(slot.acquire().call(new InspectCuda(), Probes.DEADLINE).gpus()).hasSize(2);
    }
  }

  @Test
  void shouldReportAProcessThatCudaEndsAndGoOnInANewOne() throws Exception {
    try (ProbeSlot slot = slot(Fault.CUDA_ABORTS)) {
      assertThat(end(slot, new InspectCuda(), Probes.DEADLINE).reason()).isEqualTo(Reason.CRASHED);
      assertThat(slot.acquire().call(new InspectGpus(), Probes.DEADLINE).gpus()).hasSize(2);
    }
  }

  @Test
  void shouldAnswerInTheLibrarysWordsWhyItFails() throws Exception {
    try (ProbeSlot slot = slot(Fault.DRIVER_MISMATCH)) {
      assertThat(problem(slot, new InspectGpus()))
          .isEqualTo(
              new Problem(
                  Problem.Kind.FAILED, "nvmlInit_v2: Driver/library version mismatch (18)", null));
      assertThat(problem(slot, new InspectCuda()).message()).startsWith("cuInit: system has");
      assertThat(slot.report().ends()).isEmpty();
    }
  }

  @Test
  void shouldAnswerWhichLibrariesAreMissing() throws Exception {
    try (ProbeSlot slot = Probes.slot(Probes.withGpus(directory))) {
      assertThat(problem(slot, new InspectGpus()))
          .returns(Problem.Kind.NOT_PRESENT, Problem::kind)
          .satisfies(problem -> assertThat(problem.message()).contains(GpuLibraries.NVML));
      assertThat(problem(slot, new InspectCuda()))
          .returns(Problem.Kind.NOT_PRESENT, Problem::kind)
          .satisfies(problem -> assertThat(problem.message()).contains(GpuLibraries.CUDA));
      assertThat(slot.report().ends()).isEmpty();
    }
  }

  private static ProcessEnd end(ProbeSlot slot, ProbeCommand<?> command, Duration deadline) {
    return Objects.requireNonNull(
            catchThrowableOfType(
                ProbeEndedException.class, () -> slot.acquire().call(command, deadline)))
        .end();
  }

  private static Problem problem(ProbeSlot slot, ProbeCommand<?> command) {
    return Objects.requireNonNull(
            catchThrowableOfType(
                ProbeRefusedException.class, () -> slot.acquire().call(command, Probes.DEADLINE)))
        .problem();
  }
}
