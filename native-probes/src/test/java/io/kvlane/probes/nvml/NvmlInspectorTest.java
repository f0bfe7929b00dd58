package io.kvlane.probes.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.gpu.Gpu.Mig;
import io.kvlane.core.gpu.GpuInventory;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciLink;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.testing.GpuLibraries;
import io.kvlane.probes.testing.GpuLibraries.Fault;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a library of our own with scripted GPUs and faults. */
class NvmlInspectorTest {

  private static final OptionalLong GIB_80 = OptionalLong.of(80L << 30);
  private static final OptionalLong GIB_128 = OptionalLong.of(128L << 30);
  private static final OptionalLong GIB = OptionalLong.of(1L << 30);
  private static final Optional<PciLink> FULL = Optional.of(new PciLink(32, 16));
  private static final Optional<String> MODEL = Optional.of("NVIDIA H100 80GB HBM3");
  private static final String LOST = ": GPU is lost (15)";

  @TempDir private Path directory;

  private GpuInventory inspect(Fault... faults) throws Exception {
    return inspector(faults).inspect();
  }

  private NvmlInspector inspector(Fault... faults) throws Exception {
    return new NvmlInspector(Optional.of(GpuLibraries.in(directory, faults)));
  }

  private static Optional<String> uuid(int gpu) {
    return Optional.of("GPU-6f1c2a9e-0000-4000-8000-00000000000" + gpu);
  }

  @Test
  void shouldDescribeEachGpu() throws Exception {
    assertThat(inspect().gpus())
        .containsExactly(
            new Gpu(
                0,
                null,
                false,
                uuid(0),
                PciAddress.parse("0000:18:00.0"),
                MODEL,
                GIB_80,
                GIB_128,
                GIB,
                Optional.of(new PciLink(2.5, 16)),
                FULL,
                Mig.DISABLED,
                OptionalInt.of(18),
                OptionalInt.of(18)),
            new Gpu(
                1,
                null,
                false,
                uuid(1),
                PciAddress.parse("0000:3b:00.0"),
                MODEL,
                GIB_80,
                GIB_128,
                GIB,
                FULL,
                FULL,
                Mig.DISABLED,
                OptionalInt.of(17),
                OptionalInt.of(18)));
  }

  @Test
  void shouldSayWhichVersionsThereAre() throws Exception {
    assertThat(inspect().driverVersion()).contains("570.86.15");
    assertThat(inspect().nvmlVersion()).contains("12.570.86.15");
  }

  @Test
  void shouldLookAgain() throws Exception {
    NvmlInspector inspector = inspector();

    assertThat(inspector.inspect()).isEqualTo(inspector.inspect());
  }

  @Test
  void shouldFindNoGpusWhereThereAreNone() throws Exception {
    assertThat(inspect(Fault.NO_GPUS).gpus()).isEmpty();
  }

  @Test
  void shouldKeepWhatWasReadBeforeAGpuWasLost() throws Exception {
    GpuInventory inventory = inspect(Fault.GPU_LOST);

    assertThat(inventory.gpus().getFirst()).returns(false, Gpu::lost).returns(MODEL, Gpu::model);
    assertThat(inventory.gpus().getLast())
        .returns(true, Gpu::lost)
        .returns("nvmlDeviceGetName" + LOST, Gpu::problem)
        .returns(uuid(1), Gpu::uuid)
        .returns(PciAddress.parse("0000:3b:00.0"), Gpu::address)
        .returns(Optional.empty(), Gpu::model)
        .returns(OptionalLong.empty(), Gpu::memoryBytes)
        .returns(Optional.empty(), Gpu::link)
        .returns(Mig.UNKNOWN, Gpu::mig)
        .returns(OptionalInt.empty(), Gpu::nvLinks);
  }

  @Test
  void shouldSayThatAGpuIsLostWhichCannotEvenBeOpened() throws Exception {
    GpuInventory inventory = inspect(Fault.GPU_GONE);

    assertThat(inventory.gpus().getFirst().problem()).isNull();
    assertThat(inventory.gpus().getLast())
        .returns(1, Gpu::index)
        .returns(true, Gpu::lost)
        .returns("nvmlDeviceGetHandleByIndex_v2" + LOST, Gpu::problem)
        .returns(Optional.empty(), Gpu::uuid);
  }

  @Test
  void shouldSayWhichGpuIsSplit() throws Exception {
    assertThat(inspect(Fault.MIG).gpus())
        .extracting(Gpu::mig)
        .containsExactly(Mig.DISABLED, Mig.ENABLED);
  }

  @Test
  void shouldTellWhatAModelCannotFromWhatItDoesNot() throws Exception {
    assertThat(inspect(Fault.PLAIN).gpus())
        .allSatisfy(gpu ->
            assertThat(gpu)
                .returns(Mig.NOT_SUPPORTED, Gpu::mig)
                .returns(OptionalInt.empty(), Gpu::nvLinks)
                .returns(OptionalInt.empty(), Gpu::nvLinksActive));
  }

  @Test
  void shouldLeaveEmptyWhatALibraryDoesNotTell() throws Exception {
    assertThat(inspect(Fault.NVML_SILENT).gpus().getFirst())
        .isEqualTo(
            new Gpu(
                0,
                "nvmlDeviceGetUUID: Unknown Error (999)",
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Mig.UNKNOWN,
                OptionalInt.empty(),
                OptionalInt.empty()));
  }

  @Test
  void shouldDoWithoutWhatAnOldLibraryLacks() throws Exception {
    assertThat(inspect(Fault.NVML_OLD).gpus().getFirst())
        .returns(null, Gpu::problem)
        .returns(uuid(0), Gpu::uuid)
        .returns(FULL, Gpu::maxLink)
        .returns(Optional.empty(), Gpu::address)
        .returns(Mig.UNKNOWN, Gpu::mig)
        .returns(OptionalInt.empty(), Gpu::nvLinks);
  }

  @Test
  void shouldTakeNoNonsense() throws Exception {
    GpuInventory inventory = inspect(Fault.NVML_NONSENSE);

    assertThat(inventory.gpus()).hasSize(NvmlInspector.MOST_GPUS);
    assertThat(inventory.gpus().getFirst())
        .returns(Optional.of("N".repeat(NvmlLayout.TEXT_BYTES)), Gpu::model)
        .returns(Optional.empty(), Gpu::address)
        .returns(OptionalLong.empty(), Gpu::memoryBytes)
        .returns(Optional.empty(), Gpu::link)
        .returns(Optional.empty(), Gpu::maxLink)
        .returns(Mig.UNKNOWN, Gpu::mig);
  }

  @Test
  void shouldSayInTheLibrarysWordsWhyItFails() throws Exception {
    NvmlInspector inspector = inspector(Fault.DRIVER_MISMATCH);

    assertThatThrownBy(inspector::inspect)
        .isInstanceOfSatisfying(
            TransferException.class,
            failed -> assertThat(failed.kind()).isEqualTo(TransferException.Kind.FAILED))
        .hasMessage("nvmlInit_v2: Driver/library version mismatch (18)");
  }

  @Test
  void shouldTellAMissingDriverFromAFailure() throws Exception {
    NotPresentException missing = missing(inspector(Fault.NO_DRIVER));

    assertThat(missing.reason()).isEqualTo("nvmlInit_v2: Driver Not Loaded (9)");
    assertThat(missing.fix()).contains("modprobe nvidia");
  }

  @Test
  void shouldSayWhichSymbolIsMissing() throws Exception {
    NotPresentException missing = missing(inspector(Fault.NVML_INCOMPLETE));

    assertThat(missing.reason())
        .isEqualTo(
            directory.resolve(GpuLibraries.NVML) + " lacks the symbol nvmlDeviceGetCount_v2");
    assertThat(missing.fix()).contains("kvlane.gpu.library-directory");
  }

  @Test
  void shouldSayWhichLibraryIsMissing() {
    NotPresentException missing = missing(new NvmlInspector(Optional.of(directory)));

    assertThat(missing.reason()).startsWith("cannot load " + directory.resolve(GpuLibraries.NVML));
    assertThat(missing.fix()).contains("install NVIDIA's driver");
  }

  private static NotPresentException missing(NvmlInspector inspector) {
    return Objects.requireNonNull(
        catchThrowableOfType(NotPresentException.class, inspector::inspect));
  }
}
