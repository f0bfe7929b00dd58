package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.kvlane.core.gpu.CudaView;
import io.kvlane.core.gpu.CudaView.CudaGpu;
import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.gpu.GpuInventory;
import io.kvlane.core.gpu.Support;
import io.kvlane.probes.protocol.ProbeCommand;
import io.kvlane.probes.protocol.ProbeCommand.InspectCuda;
import io.kvlane.probes.protocol.ProbeCommand.InspectGpus;
import io.kvlane.probes.testing.GpuLibraries;
import io.kvlane.probes.testing.Probes;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds for the GPU libraries of our own must hold for those of a driver, on machines that
 * have one. In a process of its own: these libraries are never loaded into the JVM of the tests.
 */
class GpuContractIT {

  @TempDir private Path directory;

  /** Whose libraries. */
  enum Libraries {
    STUB,
    DRIVER
  }

  @ParameterizedTest
  @EnumSource(Libraries.class)
  void shouldDescribeEachGpuThatNvmlShows(Libraries libraries) throws Exception {
    try (ProbeSlot slot = slot(libraries)) {
      GpuInventory inventory = ask(libraries, slot, new InspectGpus());

      assertThat(inventory.driverVersion()).hasValueSatisfying(GpuContractIT::isVersion);
      assertThat(inventory.nvmlVersion()).hasValueSatisfying(GpuContractIT::isVersion);
      assertThat(inventory.gpus()).allSatisfy(GpuContractIT::isDescribed);
      assertThat(inventory.gpus()).extracting(Gpu::uuid).doesNotHaveDuplicates();
      assertThat(inventory.gpus()).extracting(Gpu::address).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource(Libraries.class)
  void shouldDescribeEachGpuThatCudaGives(Libraries libraries) throws Exception {
    try (ProbeSlot slot = slot(libraries)) {
      CudaView view = ask(libraries, slot, new InspectCuda());
      GpuInventory inventory = ask(libraries, slot, new InspectGpus());

      isVersion(view.driverVersion());
      assertThat(view.gpus())
          .allSatisfy(gpu -> {
            assertThat(gpu.name()).isPresent();
            assertThat(gpu.gpuDirectRdma()).isNotEqualTo(Support.UNKNOWN);
          });
      assertThat(view.gpus())
          .extracting(CudaGpu::address)
          .isSubsetOf(inventory.gpus().stream().map(Gpu::address).toList());
    }
  }

  private static void isDescribed(Gpu gpu) {
    assertThat(gpu.problem()).isNull();
    assertThat(gpu.lost()).isFalse();
    assertThat(gpu.uuid()).hasValueSatisfying(uuid -> assertThat(uuid).startsWith("GPU-"));
    assertThat(gpu.address()).isPresent();
    assertThat(gpu.model()).isPresent();
    assertThat(gpu.mig()).isNotEqualTo(Gpu.Mig.UNKNOWN);
    gpu.nvLinks()
        .ifPresent(links -> assertThat(gpu.nvLinksActive().orElseThrow()).isBetween(0, links));
    gpu.bar1Bytes()
        .ifPresent(bytes -> assertThat(gpu.bar1UsedBytes().orElseThrow()).isBetween(0L, bytes));
  }

  private static void isVersion(String version) {
    assertThat(version).matches("[0-9]+(\\.[0-9]+)+");
  }

  private ProbeSlot slot(Libraries libraries) throws Exception {
    return Probes.slot(
        libraries == Libraries.STUB ? Probes.withGpus(GpuLibraries.in(directory)) : Probes.real());
  }

  /**
   * Skips the test where the driver is missing or does not work, with the reason. Libraries of our
   * own must answer.
   */
  static <R> R ask(Libraries libraries, ProbeSlot slot, ProbeCommand<R> command) throws Exception {
    try {
      return slot.acquire().call(command, Probes.DEADLINE);
    } catch (ProbeRefusedException refused) {
      assumeFalse(libraries == Libraries.DRIVER, refused.problem().message());
      throw refused;
    }
  }
}
