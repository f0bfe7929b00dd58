package io.kvlane.probes.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kvlane.core.gpu.CudaView;
import io.kvlane.core.gpu.CudaView.CudaGpu;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.testing.GpuLibraries;
import io.kvlane.probes.testing.GpuLibraries.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a library of our own with scripted GPUs and faults. */
class CudaInspectorTest {

  private static final Optional<String> MODEL = Optional.of("NVIDIA H100 80GB HBM3");

  @TempDir private Path directory;

  private CudaView inspect(Fault... faults) throws Exception {
    return inspector(faults).inspect();
  }

  private CudaInspector inspector(Fault... faults) throws Exception {
    return new CudaInspector(Optional.of(GpuLibraries.in(directory, faults)));
  }

  @Test
  void shouldDescribeEachGpu() throws Exception {
    assertThat(inspect())
        .isEqualTo(
            new CudaView(
                "12.8",
                List.of(
                    new CudaGpu(
                        0, PciAddress.parse("0000:18:00.0"), MODEL, Support.YES, Support.YES),
                    new CudaGpu(
                        1, PciAddress.parse("0000:3b:00.0"), MODEL, Support.NO, Support.YES))));
  }

  @Test
  void shouldLookAgain() throws Exception {
    CudaInspector inspector = inspector();

    assertThat(inspector.inspect()).isEqualTo(inspector.inspect());
  }

  @Test
  void shouldFindNoGpusWhereTheDriverHasNone() throws Exception {
    assertThat(inspect(Fault.NO_GPUS)).isEqualTo(new CudaView("12.8", List.of()));
  }

  @Test
  void shouldNotTakeAnOldDriverForAGpuWithoutSupport() throws Exception {
    assertThat(inspect(Fault.CUDA_OLD).gpus())
        .hasSize(2)
        .allSatisfy(gpu ->
            assertThat(gpu)
                .returns(Support.UNKNOWN, CudaGpu::dmabuf)
                .returns(Support.UNKNOWN, CudaGpu::gpuDirectRdma)
                .returns(MODEL, CudaGpu::name));
  }

  @Test
  void shouldLeaveEmptyWhatAGpuDoesNotTell() throws Exception {
    assertThat(inspect(Fault.CUDA_SILENT).gpus().getLast())
        .isEqualTo(
            new CudaGpu(1, Optional.empty(), Optional.empty(), Support.UNKNOWN, Support.UNKNOWN));
  }

  @Test
  void shouldTakeNoNonsense() throws Exception {
    CudaView view = inspect(Fault.CUDA_NONSENSE);

    assertThat(view.gpus()).hasSize(CudaInspector.MOST_GPUS);
    assertThat(view.gpus().getFirst().address()).isEmpty();
    assertThat(view.gpus().getFirst().name())
        .hasValueSatisfying(name -> assertThat(name).matches("N{96,256}"));
  }

  @Test
  void shouldSayInTheLibrarysWordsWhyItFails() throws Exception {
    CudaInspector inspector = inspector(Fault.DRIVER_MISMATCH);

    assertThatThrownBy(inspector::inspect)
        .isInstanceOfSatisfying(
            TransferException.class,
            failed -> assertThat(failed.kind()).isEqualTo(TransferException.Kind.FAILED))
        .hasMessage(
            "cuInit: system has unsupported display driver / cuda driver combination (803)");
  }

  @Test
  void shouldSayWhichSymbolIsMissing() throws Exception {
    NotPresentException missing = missing(inspector(Fault.CUDA_INCOMPLETE));

    assertThat(missing.reason())
        .isEqualTo(directory.resolve(GpuLibraries.CUDA) + " lacks the symbol cuDeviceGetCount");
    assertThat(missing.fix()).contains("kvlane.gpu.library-directory");
  }

  @Test
  void shouldSayWhichLibraryIsMissing() {
    NotPresentException missing = missing(new CudaInspector(Optional.of(directory)));

    assertThat(missing.reason()).startsWith("cannot load " + directory.resolve(GpuLibraries.CUDA));
    assertThat(missing.fix()).contains("install NVIDIA's driver");
  }

  private static NotPresentException missing(CudaInspector inspector) {
    return Objects.requireNonNull(
        catchThrowableOfType(NotPresentException.class, inspector::inspect));
  }
}
